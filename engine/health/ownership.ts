import type { KubeObject } from '../kube/kube-object';
import type { Pod, Snapshot, Workload } from './snapshot';

/**
 * The pods of a workload's current revision.
 *
 * Older pods, which a rollout is replacing, say nothing about the revision that is being launched.
 */
export function currentPods(workload: Workload, snapshot: Snapshot): readonly Pod[] {
  return podsOf(workload, snapshot).filter((pod) => isCurrent(pod, workload, snapshot));
}

/** All pods of a workload, without those that are being deleted. */
export function podsOf(workload: Workload, snapshot: Snapshot): readonly Pod[] {
  return allPodsOf(workload, snapshot).filter(({ metadata }) => metadata.deletionTimestamp === undefined);
}

/** All pods of a workload, with those that are being deleted. Such a pod stays until its node answers. */
export function allPodsOf(workload: Workload, { pods, replicaSets }: Snapshot): readonly Pod[] {
  const owners = [workload, ...replicaSets.filter((set) => isOwned(set, [workload]))];
  return pods.filter((pod) => isOwned(pod, owners));
}

/** These workloads, and those that an operator creates for them, such as the Jobs that set up a database. */
export function withMadeOf(workloads: readonly Workload[], all: readonly Workload[]): readonly Workload[] {
  return all.filter((each) => workloads.includes(each) || isOwned(each, workloads));
}

/** UIDs of a workload and of its ReplicaSets. */
export function ownUids(workload: Workload, { replicaSets }: Snapshot): ReadonlySet<string> {
  const sets = replicaSets.filter((set) => isOwned(set, [workload]));
  return new Set([workload, ...sets].map(({ metadata }) => metadata.uid ?? ''));
}

function isCurrent(pod: Pod, workload: Workload, { replicaSets }: Snapshot): boolean {
  const { labels = {} } = pod.metadata;
  if (workload.kind === 'StatefulSet') {
    return labels['controller-revision-hash'] === workload.status?.updateRevision;
  }
  if (workload.kind !== 'Deployment') return true;
  const newest = replicaSets
    .filter((set) => isOwned(set, [workload]))
    .sort((a, b) => revision(b) - revision(a))[0];
  return newest !== undefined && isOwned(pod, [newest]);
}

function revision({ metadata }: KubeObject): number {
  return Number(metadata.annotations?.['deployment.kubernetes.io/revision'] ?? 0);
}

function isOwned({ metadata }: KubeObject, owners: readonly KubeObject[]): boolean {
  const uids = metadata.ownerReferences?.map(({ uid }) => uid) ?? [];
  return owners.some((owner) => owner.metadata.uid !== undefined && uids.includes(owner.metadata.uid));
}
