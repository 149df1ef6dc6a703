import { waitedForBy } from '../../lib/contract';
import type { ContainerState, ContainerStatus } from './snapshot';

/** Something that keeps a pod from being ready. */
export interface ContainerTrouble {
  /** Kubernetes' word for it where there is one, such as ImagePullBackOff. */
  readonly reason: string;
  readonly message: string;

  /** Name of the container that is in trouble. */
  readonly container?: string;

  /** Milliseconds after which it is not going to pass; Infinity where only the timeout decides. */
  readonly patience: number;
}

const second = 1_000;

/** A pod that waits for another may crash a few times; more often than this is its own fault. */
const bearableRestarts = 3;

/** By the reason for which a container waits, how long that may pass by itself. */
const waitingPatience: Readonly<Record<string, number>> = {
  // The registry may have been out of reach for a moment; the node tries again meanwhile.
  ErrImagePull: 30 * second,
  ImagePullBackOff: 30 * second,
  InvalidImageName: 0,
  ErrImageNeverPull: 0,
  ImageInspectError: 30 * second,
  // The Secret or ConfigMap may be made a moment later.
  CreateContainerConfigError: 20 * second,
  CreateContainerError: 30 * second,
  RunContainerError: 30 * second,
};

/** The same by the reason of an end: no restart brings a program that is not there. */
const endPatience: Readonly<Record<string, number>> = {
  StartError: 30 * second,
  ContainerCannotRun: 30 * second,
};

/** Reasons of an end that say more than that the container crashes. */
const tellingEnds = ['OOMKilled', 'StartError', 'ContainerCannotRun'];

/** What is wrong with a container, or undefined. */
export function containerTrouble(container: ContainerStatus): ContainerTrouble | undefined {
  const { name, state = {}, lastState = {}, restartCount } = container;
  const { waiting, terminated } = state;
  const patience = waitingPatience[waiting?.reason ?? ''];
  if (waiting && patience !== undefined) {
    return { reason: waiting.reason ?? '', container: name, message: waiting.message ?? '', patience };
  }
  // Between two runs a container is waiting, terminated, or starts again and has a last state.
  const end = terminated ?? lastState.terminated;
  const isDown =
    waiting?.reason === 'CrashLoopBackOff' || (terminated !== undefined && terminated.exitCode !== 0);
  const hasCrashed = restartCount > 0 && end !== undefined && end.exitCode !== 0;
  if (!isDown && !hasCrashed) return undefined;
  const reason = reasonOf(end, restartCount);
  // Without a readiness check a container counts as ready as long as it runs.
  const isOver = restartCount > bearableRestarts && !container.ready;
  return {
    reason,
    container: name,
    message: describeEnd(end, restartCount),
    patience: isOver ? 0 : (endPatience[reason] ?? Infinity),
  };
}

/** The workload that a pod waits for in an init container, as a trouble that is not its own. */
export function waitedFor(initContainers: readonly ContainerStatus[]): ContainerTrouble | undefined {
  const waiting = initContainers.find(({ name, state }) => waitedForBy(name) !== undefined && state?.running);
  if (!waiting) return undefined;
  const message = waitedForBy(waiting.name) ?? '';
  return { reason: 'WaitsFor', container: waiting.name, message, patience: Infinity };
}

function reasonOf(end: ContainerState['terminated'], restarts: number): string {
  const reason = tellingEnds.find((each) => each === end?.reason);
  // A pod of a Job is not restarted: the Job makes another.
  return reason ?? (restarts > 0 ? 'CrashLoopBackOff' : 'Error');
}

function describeEnd(end: ContainerState['terminated'], restarts: number): string {
  const reason = end?.reason && end.reason !== 'Error' ? ` (${end.reason})` : '';
  const how = end ? `ended with exit code ${end.exitCode}${reason}` : 'ended';
  const why = end?.message ? `: ${end.message.trim()}` : '';
  const times = restarts > 0 ? `, ${restarts} restart${restarts === 1 ? '' : 's'}` : '';
  return `${how}${times}${why}`;
}
