import { withoutBackupJobs } from '../../engine/backup/state';
import { readinessOf } from '../../engine/health/readiness';
import { takeSnapshot } from '../../engine/health/snapshot';
import { addressesOf, type PublishedPorts } from '../../engine/kube/address';
import type { Kubectl } from '../../engine/kube/kubectl';
import { plain, type Style } from '../terminal/style';
import { type Row, styledTable } from '../terminal/styled-table';
import { memoryOf } from './memory';
import { type StackState, stateOf } from './stack-state';

/** A stack in one line. */
export interface Overview {
  readonly stack: string;
  readonly state: StackState;

  /** The number of its workloads, and of its ready workloads. */
  readonly workloads: number;
  readonly readyWorkloads: number;

  /** The number of running pods. */
  readonly pods: number;

  /** Bytes in use; absent if the cluster has no metrics-server. */
  readonly memory?: number;
  readonly address?: string;
}

/** The overview of a stack whose namespace exists. */
export async function overviewOf(kubectl: Kubectl, stack: string, ports: PublishedPorts): Promise<Overview> {
  const [whole, memory] = await Promise.all([takeSnapshot(kubectl, stack), memoryOf(kubectl, stack)]);
  const snapshot = withoutBackupJobs(whole);
  const [address] = addressesOf(snapshot.ingresses, ports);
  return {
    stack,
    state: stateOf(snapshot),
    workloads: snapshot.workloads.length,
    readyWorkloads: snapshot.workloads.filter((workload) => readinessOf(workload).done).length,
    pods: snapshot.pods.filter(({ status }) => status?.phase === 'Running').length,
    ...(memory !== undefined && { memory }),
    ...(address !== undefined && { address }),
  };
}

/** The overview of a stack that is not in the cluster. */
export function overviewOfNone(stack: string): Overview {
  return { stack, state: 'not launched', workloads: 0, readyWorkloads: 0, pods: 0 };
}

/** A table of stacks, with their sum in the last row. */
export function overviewTable(stacks: readonly Overview[], style: Style = plain): string[] {
  const measured = stacks.filter(({ memory }) => memory !== undefined);
  const total = measured.reduce((sum, { memory = 0 }) => sum + memory, 0);
  const pods = stacks.reduce((sum, each) => sum + each.pods, 0);
  const rows = stacks.map((each): Row => {
    const { stack, state, memory, address = '' } = each;
    return {
      cells: [stack, describeState(each), String(each.pods), readable(memory), address],
      format: state === 'not ready' ? 'yellow' : 'none',
    };
  });
  const sum = ['all', '', String(pods), readable(measured.length > 0 ? total : undefined), ''];
  return styledTable(
    ['STACK', 'STATE', 'PODS', 'MEMORY', 'ADDRESS'],
    [...rows, { cells: sum, format: 'none' }],
    style,
  );
}

function describeState({ state, workloads, readyWorkloads }: Overview): string {
  return state === 'not ready' ? `${readyWorkloads}/${workloads} ready` : state;
}

function readable(memory: number | undefined): string {
  return memory === undefined ? '-' : `${Math.round(memory / 2 ** 20)} MiB`;
}
