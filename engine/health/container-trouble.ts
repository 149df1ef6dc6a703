import { waitedForBy } from '../../lib/contract';
import type { ContainerState, ContainerStatus } from './snapshot';

/** A reason why a pod is not ready. */
export interface ContainerTrouble {
  /** The reason in terms of Kubernetes if there is one, such as ImagePullBackOff. */
  readonly reason: string;
  readonly message: string;

  /** Name of the container. */
  readonly container?: string;

  /** Milliseconds after which it counts as permanent; Infinity if only the timeout decides. */
  readonly patience: number;
}

const second = 1_000;

/** A pod may crash a few times because another one is not ready yet. With more restarts it counts as failed. */
const bearableRestarts = 3;

/** Milliseconds that a waiting container gets to recover, by the reason of the wait. */
const waitingPatience: Readonly<Record<string, number>> = {
  // The registry may be unreachable for a moment; the node tries again.
  ErrImagePull: 30 * second,
  ImagePullBackOff: 30 * second,
  InvalidImageName: 0,
  ErrImageNeverPull: 0,
  ImageInspectError: 30 * second,
  // The Secret or ConfigMap may be created a moment later.
  CreateContainerConfigError: 20 * second,
  CreateContainerError: 30 * second,
  RunContainerError: 30 * second,
};

/** The same by the reason of the last end. A restart does not help if the program does not exist. */
const endPatience: Readonly<Record<string, number>> = {
  StartError: 30 * second,
  ContainerCannotRun: 30 * second,
};

/** Reasons of an end that are more precise than "the container crashes". */
const tellingEnds = ['OOMKilled', 'StartError', 'ContainerCannotRun'];

/** The trouble of a container; undefined if it has none. */
export function containerTrouble(container: ContainerStatus): ContainerTrouble | undefined {
  const { name, state = {}, lastState = {}, restartCount } = container;
  const { waiting, terminated } = state;
  if (isWaitingForJob(container)) return undefined;
  const patience = waitingPatience[waiting?.reason ?? ''];
  if (waiting && patience !== undefined) {
    return { reason: waiting.reason ?? '', container: name, message: waiting.message ?? '', patience };
  }
  // Between two runs a container waits, is terminated, or has started again and has a last state.
  const end = terminated ?? lastState.terminated;
  const isDown =
    waiting?.reason === 'CrashLoopBackOff' || (terminated !== undefined && terminated.exitCode !== 0);
  const hasCrashed = restartCount > 0 && end !== undefined && end.exitCode !== 0;
  if (!isDown && !hasCrashed) return undefined;
  const reason = reasonOf(end, restartCount);
  // Without a readiness probe a container is ready while it runs.
  const isOver = restartCount > bearableRestarts && !container.ready;
  return {
    reason,
    container: name,
    message: describeEnd(end, restartCount),
    patience: isOver ? 0 : (endPatience[reason] ?? Infinity),
  };
}

/** The trouble of a pod whose init container waits for another workload. */
export function waitedFor(initContainers: readonly ContainerStatus[]): ContainerTrouble | undefined {
  const waiting = initContainers.find(
    (container) =>
      waitedForBy(container.name) !== undefined && (container.state?.running ?? isWaitingForJob(container)),
  );
  if (!waiting) return undefined;
  const message = waitedForBy(waiting.name) ?? '';
  return { reason: 'WaitsFor', container: waiting.name, message, patience: Infinity };
}

/** The kubelet does not start a container that waits for a Job before the record of its success is there. */
function isWaitingForJob({ name, state }: ContainerStatus): boolean {
  return waitedForBy(name) !== undefined && state?.waiting?.reason === 'CreateContainerConfigError';
}

function reasonOf(end: ContainerState['terminated'], restarts: number): string {
  const reason = tellingEnds.find((each) => each === end?.reason);
  // A pod of a Job is not restarted: the Job creates another one.
  return reason ?? (restarts > 0 ? 'CrashLoopBackOff' : 'Error');
}

function describeEnd(end: ContainerState['terminated'], restarts: number): string {
  const reason = end?.reason && end.reason !== 'Error' ? ` (${end.reason})` : '';
  const how = end ? `ended with exit code ${end.exitCode}${reason}` : 'ended';
  const why = end?.message ? `: ${end.message.trim()}` : '';
  const times = restarts > 0 ? `, ${restarts} restart${restarts === 1 ? '' : 's'}` : '';
  return `${how}${times}${why}`;
}
