import project from '../../slipway.config';
import { harmlessPod, privilegedPod, rootPod, verdictOn } from './admission';
import { slipway } from './command';
import type { DeployedStack } from './deployed-stack';
import { dryRun } from './manifests';
import { eventually } from './patience';
import { complaints, type Pod, tokens } from './pod';
import { protocolOf } from './tls';
import { versions } from './versions';

/**
 * Launches a stack before the tests of its file, and runs the tests for every launched stack.
 *
 * @param workloads the workload of each of its pods, sorted
 */
export function launches(stack: DeployedStack, workloads: readonly string[]): void {
  installs(stack);

  describe('once slipway up has returned', () => {
    test('every pod is ready, and none has been restarted', async () => {
      const pods = await stack.pods();

      expect(pods.map(({ metadata }) => metadata.labels?.['app.kubernetes.io/name']).sort()).toEqual(
        workloads,
      );
      expect(complaints(pods)).toEqual([]);
    });

    test.each(several(workloads))('no node carries all pods of %s', async (workload) => {
      const used = new Set((await stack.pods(workload)).map(({ spec }) => spec.nodeName));

      expect(used.size).toBeGreaterThan(1);
    });

    test('the ingress controller has nothing to say against the Ingress', async () => {
      const events = await stack.get('events', '--field-selector=involvedObject.kind=Ingress,type=Warning');

      expect(events).toEqual([]);
    });

    test('its host has a certificate of the local CA, and speaks no version of TLS that was given up', async () => {
      const host = `${stack.name}.localhost`;

      expect(await eventually(() => protocolOf(host))).toMatch(/^TLSv1\.[23]$/); // the controller's age decides
      await expect(protocolOf(host, 'TLSv1.1')).rejects.toThrow(/protocol|version|alert/i);
    });

    test('slipway diff finds nothing that a second one would change', async () => {
      const { stdout } = await slipway('diff', stack.name, ...stack.launchOptions);

      expect(stdout).toContain(`up would change nothing of '${stack.name}'`);
    });

    test('a second slipway up changes nothing', async () => {
      const before = await versions(stack);

      await stack.up();

      expect(await versions(stack)).toEqual(before);
    });

    test.each(project.environmentsOf(stack.name))(
      'the cluster takes the manifests for %s without a warning',
      async (environment) => {
        expect(await dryRun(stack.name, environment)).toEqual([]);
      },
    );

    test('no pod has a token for the Kubernetes API, nor had those of tasks that are done', async () => {
      const pods = await stack.get<Pod>('pods');

      expect(pods).not.toEqual([]);
      expect(pods.flatMap(tokens)).toEqual([]);
    });

    test('the namespace admits neither a privileged pod nor one that runs as root', async () => {
      expect(await verdictOn(harmlessPod, stack)).toBe('admitted');
      expect(await verdictOn(privilegedPod, stack)).toContain('violates PodSecurity "restricted');
      expect(await verdictOn(rootPod, stack)).toContain('violates PodSecurity "restricted');
    });
  });
}

/** Launches a stack before the tests of its file. */
export function installs(stack: DeployedStack): void {
  beforeAll(() => stack.install(), 900_000);
}

/** The workloads that have more than one pod. */
function several(workloads: readonly string[]): string[] {
  return [...new Set(workloads)].filter(
    (workload) => workloads.filter((each) => each === workload).length > 1,
  );
}
