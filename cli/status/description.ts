import { rejectionOf } from '../../engine/health/ingress';
import { podsOf } from '../../engine/health/ownership';
import { readinessOf } from '../../engine/health/readiness';
import { alike } from '../../engine/health/report';
import type { Snapshot, Workload } from '../../engine/health/snapshot';
import { troublesOf } from '../../engine/health/trouble';
import { servingImages } from '../../engine/kube/images';
import { type KubeObject, nameOf } from '../../engine/kube/kube-object';
import { type PersistentVolumeClaim, requestedStorage } from '../../engine/kube/objects';
import { formatDuration } from '../../engine/text/duration';
import { plain, type Style } from '../terminal/style';
import { type Row, styledTable } from '../terminal/styled-table';

/** Whether the stack is up as its manifests want it. */
export function isReady({ workloads, ingresses, events }: Snapshot): boolean {
  return (
    workloads.length > 0 &&
    workloads.every((workload) => readinessOf(workload).done) &&
    ingresses.every((ingress) => rejectionOf(ingress, { events }) === undefined)
  );
}

/** Lines that show a stack: its workloads, its volumes, and what keeps it from being ready. */
export function describeStack(
  snapshot: Snapshot,
  claims: readonly PersistentVolumeClaim[],
  now: number,
  style: Style = plain,
): string[] {
  const workloads = [...snapshot.workloads]
    .sort(byName)
    .map((workload) => workloadRow(workload, snapshot, now));
  const volumes = [...claims].sort(byName).map((claim) => claimRow(claim, now));
  return [
    ...(workloads.length > 0
      ? styledTable(['WORKLOAD', 'READY', 'RESTARTS', 'AGE', 'IMAGE'], workloads, style)
      : ['Nothing runs.']),
    ...(volumes.length > 0 ? ['', ...styledTable(['VOLUME', 'SIZE', 'STATE', 'AGE'], volumes, style)] : []),
    ...complaints(snapshot),
  ];
}

function workloadRow(workload: Workload, snapshot: Snapshot, now: number): Row {
  const { ready, desired } = readinessOf(workload);
  const statuses = podsOf(workload, snapshot).flatMap(({ status }) => status?.containerStatuses ?? []);
  const restarts = statuses.reduce((sum, { restartCount }) => sum + restartCount, 0);
  const images = servingImages(workload).join(', ');
  return {
    cells: [nameOf(workload), `${ready}/${desired}`, `${restarts}`, age(workload, now), images],
    format: ready === desired ? 'none' : 'yellow',
  };
}

function claimRow(claim: PersistentVolumeClaim, now: number): Row {
  const { status } = claim;
  const size = status?.capacity?.storage ?? requestedStorage(claim);
  return {
    cells: [claim.metadata.name, size, status?.phase ?? 'Unknown', age(claim, now)],
    format: 'none',
  };
}

function complaints(snapshot: Snapshot): string[] {
  const troubles = alike(troublesOf(snapshot)).map(
    ({ trouble: { workload, pod, container, reason, message } }) => {
      const where = [workload, pod && `pod/${pod.metadata.name}`, container].filter(Boolean).join(', ');
      return `${where}: ${reason === 'WaitsFor' ? 'waits for' : reason} ${message.split('\n')[0] ?? ''}`.trimEnd();
    },
  );
  const rejections = snapshot.ingresses.flatMap((ingress) => {
    const rejection = rejectionOf(ingress, snapshot);
    return rejection ? [`${nameOf(ingress)}: Rejected ${rejection.message ?? ''}`] : [];
  });
  const all = [...troubles, ...rejections];
  return all.length > 0 ? ['', ...all] : [];
}

function age({ metadata }: KubeObject, now: number): string {
  return formatDuration(now - Date.parse(metadata.creationTimestamp ?? ''));
}

function byName(a: KubeObject, b: KubeObject): number {
  return nameOf(a) < nameOf(b) ? -1 : 1;
}
