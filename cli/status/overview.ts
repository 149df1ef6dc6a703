import { withoutBackupJobs } from '../../engine/backup/state';
import { readinessOf } from '../../engine/health/readiness';
import { takeSnapshot } from '../../engine/health/snapshot';
import { addressesOf, type PublishedPorts } from '../../engine/kube/address';
import type { Kubectl } from '../../engine/kube/kubectl';
import { plain, type Style } from '../terminal/style';
import { type Row, styledTable } from '../terminal/styled-table';
import { isReady } from './description';
import { memoryOf } from './memory';

/** A stack in one line. */
export interface Overview {
  readonly stack: string;

  /** `ready`, `3/5 ready` counting workloads, or `not launched`. */
  readonly state: string;
  readonly pods: number;

  /** Mebibytes in use, if somebody measures. */
  readonly memory?: number;
  readonly address?: string;
}

/** Looks at a stack whose namespace is there. */
export async function overviewOf(kubectl: Kubectl, stack: string, ports: PublishedPorts): Promise<Overview> {
  const [whole, memory] = await Promise.all([takeSnapshot(kubectl, stack), memoryOf(kubectl, stack)]);
  const snapshot = withoutBackupJobs(whole);
  const done = snapshot.workloads.filter((workload) => readinessOf(workload).done).length;
  const [address] = addressesOf(snapshot.ingresses, ports);
  return {
    stack,
    state:
      snapshot.workloads.length === 0
        ? notLaunched
        : isReady(snapshot)
          ? ready
          : `${done}/${snapshot.workloads.length} ready`,
    pods: snapshot.pods.filter(({ status }) => status?.phase === 'Running').length,
    ...(memory !== undefined && { memory }),
    ...(address !== undefined && { address }),
  };
}

/** State of a stack all of whose workloads are ready. */
export const ready = 'ready';

/** State of a stack that the cluster does not have. */
export const notLaunched = 'not launched';

/** Lines of a table with all stacks, and their sum. */
export function overviewTable(stacks: readonly Overview[], style: Style = plain): string[] {
  const measured = stacks.filter(({ memory }) => memory !== undefined);
  const total = measured.reduce((sum, { memory = 0 }) => sum + memory, 0);
  const pods = stacks.reduce((sum, each) => sum + each.pods, 0);
  const rows = stacks.map(({ stack, state, pods: own, memory, address = '' }): Row => ({
    cells: [stack, state, String(own), readable(memory), address],
    format: state === ready || state === notLaunched ? 'none' : 'yellow',
  }));
  const sum = ['all', '', String(pods), readable(measured.length > 0 ? total : undefined), ''];
  return styledTable(
    ['STACK', 'STATE', 'PODS', 'MEMORY', 'ADDRESS'],
    [...rows, { cells: sum, format: 'none' }],
    style,
  );
}

function readable(memory: number | undefined): string {
  return memory === undefined ? '-' : `${Math.round(memory)} MiB`;
}
