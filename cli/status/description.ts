import type { Snapshot } from '../../engine/health/snapshot';
import type { PersistentVolumeClaim } from '../../engine/kube/objects';
import { formatDuration } from '../../engine/text/duration';
import { plain, type Style } from '../terminal/style';
import { type Row, styledTable } from '../terminal/styled-table';
import {
  type Problem,
  problemsOf,
  type VolumeFacts,
  volumesOf,
  type WorkloadFacts,
  workloadsOf,
} from './facts';

/** Lines about a stack: its workloads, its volumes, and the reasons why it is not ready. */
export function describeStack(
  snapshot: Snapshot,
  claims: readonly PersistentVolumeClaim[],
  now: number,
  style: Style = plain,
): string[] {
  const all = workloadsOf(snapshot);
  const workloads = all.map((workload) => workloadRow(workload, now));
  const exemptions = all.flatMap(exemptionRow);
  const volumes = volumesOf(claims).map((volume) => volumeRow(volume, now));
  const problems = problemsOf(snapshot).map(describeProblem);
  return [
    ...(workloads.length > 0
      ? styledTable(['WORKLOAD', 'READY', 'RESTARTS', 'AGE', 'IMAGE'], workloads, style)
      : ['Nothing runs.']),
    ...(volumes.length > 0 ? ['', ...styledTable(['VOLUME', 'SIZE', 'STATE', 'AGE'], volumes, style)] : []),
    ...(exemptions.length > 0 ? ['', ...styledTable(['EXEMPT', 'FROM', 'BECAUSE'], exemptions, style)] : []),
    ...(problems.length > 0 ? ['', ...problems] : []),
  ];
}

function workloadRow(workload: WorkloadFacts, now: number): Row {
  const { kind, name, ready, desired, restarts, created, images } = workload;
  return {
    cells: [`${kind}/${name}`, `${ready}/${desired}`, String(restarts), age(created, now), images.join(', ')],
    format: ready === desired ? 'none' : 'yellow',
  };
}

function exemptionRow({ kind, name, exempt }: WorkloadFacts): Row[] {
  if (!exempt) return [];
  return [{ cells: [`${kind}/${name}`, exempt.from.join(', '), exempt.because], format: 'none' }];
}

function volumeRow({ name, size, state, created }: VolumeFacts, now: number): Row {
  return { cells: [name, size, state, age(created, now)], format: 'none' };
}

function describeProblem({ object, pod, container, reason, message }: Problem): string {
  const where = [object, pod && `pod/${pod}`, container].filter(Boolean).join(', ');
  return `${where}: ${reason === 'WaitsFor' ? 'waits for' : reason} ${message.split('\n')[0] ?? ''}`.trimEnd();
}

function age(created: string, now: number): string {
  return formatDuration(now - Date.parse(created));
}
