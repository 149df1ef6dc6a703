import { nameLabel } from '../../lib/contract';
import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { pause } from '../base/sleep';
import type { Pod } from '../health/snapshot';
import { roleOf, storeOf } from '../kube/backup-role';
import { nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import type { NetworkPolicy } from '../kube/objects';
import { formatDuration } from '../text/duration';
import type { Paused } from './paused';

/** Longest wait for pods to end. The app is down meanwhile. */
const longestWait = Duration.minutes(5);
const interval = Duration.seconds(1);

/** The names of the workloads that may connect to these stores, by their NetworkPolicies. */
export function clientsOf(
  stores: readonly string[],
  policies: readonly NetworkPolicy[],
): ReadonlySet<string> {
  const own = policies.filter(({ metadata }) => stores.includes(metadata.name));
  return new Set(
    own.flatMap((policy) =>
      (policy.spec.ingress ?? []).flatMap(({ from = [] }) =>
        from.flatMap(({ podSelector }) => podSelector?.matchLabels?.[nameLabel] ?? []),
      ),
    ),
  );
}

/**
 * Pauses the clients of stores, so that nothing writes while their data is replaced: scales the workloads that connect to
 * the stores to zero, and suspends the CronJobs that connect to them or back them up. Waits until the pods are gone.
 *
 * @returns the names of the paused objects
 */
export async function pauseClients(
  kubectl: Kubectl,
  stack: string,
  stores: readonly string[],
  paused: Paused,
): Promise<readonly string[]> {
  const clients = clientsOf(
    stores,
    await kubectl.list<NetworkPolicy>(['networkpolicies'], ['--namespace', stack]),
  );
  const objects = await paused.objects();
  const connecting = objects.filter(({ metadata }) => clients.has(metadata.name));
  // The command line may have started a Job of a suspended CronJob.
  const schedules = connecting.filter((each) => each.kind === 'CronJob' && roleOf(each) === undefined);
  const cronJobs = [
    ...objects.filter((each) => roleOf(each) === 'save' && stores.includes(storeOf(each))),
    ...schedules,
  ].filter(({ spec }) => spec.suspend !== true);
  const running = connecting.filter(({ kind, spec }) => kind !== 'CronJob' && (spec.replicas ?? 1) > 0);
  for (const object of [...cronJobs, ...running]) await paused.pause(object);
  const names = [...running, ...schedules].map(({ metadata }) => metadata.name);
  if (names.length > 0) await podsEnd(kubectl, stack, names);
  return [...running, ...cronJobs].map(nameOf).sort();
}

async function podsEnd(kubectl: Kubectl, stack: string, names: readonly string[]): Promise<void> {
  const deadline = Date.now() + longestWait.toMilliseconds();
  for (;;) {
    const selector = `${nameLabel} in (${names.join(',')})`;
    const pods = await kubectl.list<Pod>(['pods'], ['--namespace', stack, '--selector', selector]);
    // A pod that has ended, such as an evicted one, does not write, and nobody deletes it.
    const left = pods.filter(({ status }) => !['Failed', 'Succeeded'].includes(status?.phase ?? ''));
    if (left.length === 0) return;
    if (Date.now() > deadline) {
      throw new Failure(
        `${left.map(nameOf).join(', ')} did not end within ${formatDuration(longestWait.toMilliseconds())}, so nothing was restored`,
        `'kubectl --context ${kubectl.context} --namespace ${stack} describe pods' says why. If their node is lost, delete them by force.`,
      );
    }
    await pause(interval);
  }
}
