import { type Attempt, Attempts } from './attempts';
import type { DeployedStack } from './deployed-stack';
import { launchedOf, type Places, servicesOf } from './places';

/**
 * Tests that each workload of a launched stack can connect to the targets of its chart, and to no others. Every workload,
 * and pods of two other namespaces, try every Service of the stack and targets outside of it, at the same time.
 *
 * Jobs have no pods at that time, and try nothing.
 *
 * @param entry where the Ingress leads, as `service:port`
 * @param places the connections of the chart; the test fails if the manifests have a workload or a Service more
 */
export function connects(stack: DeployedStack, entry: string, places: Places): void {
  const launched = launchedOf(stack, places);

  describe('nobody reaches more than the stack says', () => {
    let workloads: readonly Attempt[];
    let stranger: Attempt;
    let controller: Attempt;

    beforeAll(async () => {
      const attempts = await Attempts.in(stack, launched);
      [stranger, controller, ...workloads] = await Promise.all([
        attempts.fromNamespace('default'),
        attempts.fromNamespace('nginx-ingress', entry),
        ...Object.keys(launched).map((workload) => attempts.by(workload)),
      ]);
    });

    test('what is said here of connections names every workload and every Service of the manifests', async () => {
      const said = Object.entries(places).map(([workload, { services }]) => [workload, [...services].sort()]);
      const ends = Object.entries(places).flatMap(([workload, { services }]) =>
        services.map((service) => `${workload}:${service.split(':')[1]}`),
      );

      expect(Object.fromEntries(said)).toEqual(await servicesOf(stack));
      expect(ends).toEqual(expect.arrayContaining(Object.values(places).flatMap(({ to }) => to)));
    });

    test('each workload connects to those it needs, and to nothing else', () => {
      const record = (result: 'accepted' | 'allowed') =>
        Object.fromEntries(workloads.map((attempt) => [attempt.source, attempt[result]]));

      expect(record('accepted')).toEqual(record('allowed'));
    });

    test('a pod of another namespace connects to none of it, only to what is outside', () => {
      expect(stranger.accepted).toEqual(stranger.allowed);
    });

    test('a pod beside the ingress controller connects to what the Ingress leads to, and to no more of it', () => {
      expect(controller.accepted).toEqual(controller.allowed);
    });
  });
}
