import type { KubeObject } from './cluster';
import type { DeployedStack } from './deployed-stack';
import { manifests } from './manifests';
import { eventually, throughout } from './patience';
import { isReady, type Pod, restarts } from './pod';
import type { Answer, Question, Site } from './site';

/** The effect of a stopped store on a stack. */
interface Outage {
  /** The workloads that need the store. */
  readonly takesAway: readonly string[];

  /** Throws unless a user sees what the stack promises meanwhile. */
  readonly seen: () => Promise<void>;
}

interface Slice extends KubeObject {
  readonly endpoints: readonly { readonly conditions?: { readonly ready?: boolean } }[] | null;
}

/**
 * Stops each store of a launched stack in turn, for longer than liveness probes need to act. Tests that the workloads that
 * need the store get no traffic, and all others do; that the user gets a message; that nothing is restarted; and that the
 * stack recovers by itself when the store is back.
 *
 * @param stores by StatefulSet, every one of the manifests
 * @param serves throws unless a user is served
 */
export function outlives(
  stack: DeployedStack,
  stores: Readonly<Record<string, Outage>>,
  serves: () => Promise<void>,
): void {
  const launched = Object.entries(stores).filter(([store]) => !stack.leftOut.includes(store));

  describe('when a store is away', () => {
    test('what is said here of stores names every StatefulSet of the manifests', async () => {
      const sets = (await manifests(stack.name, 'dev')).filter(({ kind }) => kind === 'StatefulSet');

      expect(Object.keys(stores).sort()).toEqual(sets.map(({ metadata }) => metadata.name).sort());
    });

    test.each(launched)(
      '%s: who needs it is not ready, the user is told, nothing is restarted, and all are back by themselves',
      async (store, { takesAway, seen }) => {
        const calm = await eventually(() => calmOf(stack));
        const before = await restartsOf(stack, store);
        const away = Object.fromEntries([store, ...takesAway].map((workload) => [workload, 'away']));
        const asPromised = async () => {
          expect(await statesOf(stack)).toEqual({ ...calm, ...away });
          await seen();
        };

        await stack.without(store, async () => {
          await eventually(asPromised);
          await throughout(await livenessOf(stack), asPromised, 4_000);
          expect(await restartsOf(stack, store)).toEqual(before);
        });

        await eventually(async () => {
          await calmOf(stack);
          await serves();
        });
        expect(await restartsOf(stack, store)).toEqual(before);
      },
      600_000,
    );
  });
}

/** The answer to a request that is refused with 503 and `Retry-After`. Throws for any other answer. */
export async function refusal(site: Site, path: string, question?: Question): Promise<Answer> {
  const answer = await site.ask(path, question);
  expect([path, answer.status]).toEqual([path, 503]);
  expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  return answer;
}

/** The states of all workloads; throws unless all serve. */
async function calmOf(stack: DeployedStack): Promise<Readonly<Record<string, string>>> {
  const states = await statesOf(stack);
  expect(states).toEqual(Object.fromEntries(Object.keys(states).map((workload) => [workload, 'serves'])));
  return states;
}

/** By launched workload, `serves` if all of its pods get traffic, `away` if none does, otherwise the number of each. */
async function statesOf(stack: DeployedStack): Promise<Readonly<Record<string, string>>> {
  const objects = await stack.get('deployments,statefulsets,pods,endpointslices');
  const of = (kind: string, label: string, value: string) =>
    objects.filter((object) => object.kind === kind && object.metadata.labels?.[label] === value);
  const workloads = objects
    .filter(({ kind }) => ['Deployment', 'StatefulSet'].includes(kind))
    .map(({ metadata }) => metadata.name)
    .filter((workload) => !stack.leftOut.includes(workload));
  return Object.fromEntries(
    workloads.map((workload) => {
      const pods = of('Pod', 'app.kubernetes.io/name', workload) as Pod[];
      const slices = of('EndpointSlice', 'kubernetes.io/service-name', workload) as Slice[];
      const leadsTo = slices
        .flatMap(({ endpoints }) => endpoints ?? [])
        .filter(({ conditions }) => conditions?.ready !== false).length;
      return [workload, state(pods.filter(isReady).length, leadsTo, pods.length)];
    }),
  );
}

function state(ready: number, leadsTo: number, pods: number): string {
  if (ready === 0 && leadsTo === 0) return 'away';
  if (ready === pods && leadsTo === pods) return 'serves';
  return `${ready} of ${pods} pods are ready, the Service leads to ${leadsTo}`;
}

/** By pod of all workloads but one, how often its containers have been restarted. */
async function restartsOf(stack: DeployedStack, store: string): Promise<Readonly<Record<string, number>>> {
  const pods = (await stack.pods()).filter(
    ({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] !== store,
  );
  return Object.fromEntries(pods.map((pod) => [pod.metadata.name, restarts(pod)]));
}

/** Seconds after which a liveness probe that fails would have had any container restarted. */
async function livenessOf(stack: DeployedStack): Promise<number> {
  const probes = (await stack.pods()).flatMap(({ spec }) =>
    spec.containers.flatMap(({ livenessProbe }) => livenessProbe ?? []),
  );
  return Math.max(
    ...probes.map(
      ({ periodSeconds, timeoutSeconds, failureThreshold }) =>
        periodSeconds * (failureThreshold + 1) + timeoutSeconds,
    ),
  );
}
