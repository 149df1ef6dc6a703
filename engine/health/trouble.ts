import { nameOf } from '../kube/kube-object';
import { conditionOf } from './condition';
import { type ContainerTrouble, containerTrouble, waitedFor } from './container-trouble';
import { lostNodeTrouble } from './lost-node';
import { allPodsOf, currentPods, ownUids } from './ownership';
import { readinessOf } from './readiness';
import type { Event, Pod, Snapshot, Workload } from './snapshot';

/** A reason why a workload is not ready. */
export interface Trouble extends ContainerTrouble {
  /** `Deployment/app`. */
  readonly workload: string;

  /** Absent if no pod could be created. */
  readonly pod?: Pod;
}

/** The reasons why workloads of a namespace are not ready; none for ready workloads. */
export function troublesOf(snapshot: Snapshot): Trouble[] {
  return snapshot.workloads
    .filter((workload) => !readinessOf(workload).done)
    .flatMap((workload) => {
      const name = nameOf(workload);
      const lost = lostPods(workload, snapshot);
      const present = currentPods(workload, snapshot).filter(
        (pod) => !lost.some((trouble) => trouble.pod === pod),
      );
      const pods = present.flatMap((pod) =>
        [...podTroubles(pod), ...mountTroubles(pod, snapshot)].map((trouble) => ({
          ...trouble,
          workload: name,
          pod,
        })),
      );
      return [
        ...lost,
        ...pods,
        ...[...creationTroubles(workload, snapshot), ...operatorTroubles(workload)].map((trouble) => ({
          ...trouble,
          workload: name,
        })),
      ];
    });
}

/** The pods of a workload on lost nodes. All else in their status is older than the loss. */
function lostPods(workload: Workload, snapshot: Snapshot): (Trouble & { readonly pod: Pod })[] {
  const { places } = snapshot;
  if (!places) return [];
  return allPodsOf(workload, snapshot).flatMap((pod) => {
    const trouble = lostNodeTrouble(workload, pod, places);
    return trouble ? [{ ...trouble, workload: nameOf(workload), pod }] : [];
  });
}

const second = 1_000;

/** The troubles of a pod. */
export function podTroubles(pod: Pod): ContainerTrouble[] {
  const { status = {} } = pod;
  const scheduled = status.conditions?.find(({ type }) => type === 'PodScheduled');
  if (scheduled?.status === 'False') {
    const message = scheduled.message ?? '';
    return [{ reason: 'Unschedulable', message, patience: 60 * second }];
  }
  if (status.reason === 'Evicted') {
    return [{ reason: 'Evicted', message: status.message ?? '', patience: 60 * second }];
  }
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  const found = containers.flatMap((container) => containerTrouble(container) ?? []);
  if (found.length > 0) return found;

  const awaited = waitedFor(status.initContainerStatuses ?? []);
  if (awaited) return [awaited];
  const unready = status.containerStatuses?.find(({ ready, state }) => !ready && state?.running);
  return unready
    ? [{ reason: 'NotReady', container: unready.name, message: 'runs, but is not ready', patience: Infinity }]
    : [];
}

/** The troubles of a pod whose volumes can't be mounted. Only an event says so, not the status of the pod. */
function mountTroubles({ metadata, status = {} }: Pod, { events }: Snapshot): ContainerTrouble[] {
  const containers = [...(status.initContainerStatuses ?? []), ...(status.containerStatuses ?? [])];
  if (containers.some(({ state }) => !beforeStart.includes(state?.waiting?.reason ?? ''))) return [];
  const failure = latest(
    events.filter(
      ({ reason, involvedObject }) => reason === 'FailedMount' && involvedObject.uid === metadata.uid,
    ),
  );
  if (!failure) return [];
  const message = failure.message ?? '';
  // Moving a volume from another node may take minutes. A Secret or ConfigMap may be created a moment later.
  const patience = /not found|non-existent/.test(message) ? 20 * second : Infinity;
  return [{ reason: 'FailedMount', message, patience }];
}

/** Reasons of waiting containers while the volumes of their pod are mounted. */
const beforeStart = ['ContainerCreating', 'PodInitializing'];

function creationTroubles(workload: Workload, snapshot: Snapshot): ContainerTrouble[] {
  const failed = conditionOf(workload, 'Failed');
  if (failed) return [{ reason: 'JobFailed', message: failed.message ?? failed.reason ?? '', patience: 0 }];

  const { ready, desired } = readinessOf(workload);
  if (ready >= desired || currentPods(workload, snapshot).length >= desired) return [];
  const uids = ownUids(workload, snapshot);
  const refusal = latest(
    snapshot.events.filter(
      ({ reason, involvedObject }) => reason === 'FailedCreate' && uids.has(involvedObject.uid ?? ''),
    ),
  );
  return refusal ? [{ reason: 'FailedCreate', message: refusal.message ?? '', patience: 30 * second }] : [];
}

/** The phase of a CloudNativePG cluster that is not ready. */
function operatorTroubles({ kind, status: { phase, phaseReason } = {} }: Workload): ContainerTrouble[] {
  if (kind !== 'Cluster') return [];
  const message = [phase ?? 'CloudNativePG has not seen it yet', phaseReason].filter(Boolean).join(': ');
  return [{ reason: 'NotHealthy', message, patience: Infinity }];
}

/** The time of an event, in milliseconds. */
export function timeOf({ lastTimestamp, eventTime, metadata }: Event): number {
  return Date.parse(lastTimestamp ?? eventTime ?? metadata.creationTimestamp ?? '') || 0;
}

/** The most recent of these events. */
export function latest(events: readonly Event[]): Event | undefined {
  return [...events].sort((a, b) => timeOf(b) - timeOf(a))[0];
}
