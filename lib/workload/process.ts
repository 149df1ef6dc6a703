import type { Duration } from 'cdk8s';
import { posix } from 'node:path';
import type { Container, Lifecycle, LifecycleHandler } from '../../imports/k8s';

/** Signals that a process can be asked to stop by. SIGTERM is the default, and SIGKILL ends the grace period. */
export type StopSignal = 'SIGHUP' | 'SIGINT' | 'SIGQUIT' | 'SIGUSR1' | 'SIGUSR2' | 'SIGWINCH' | 'SIGRTMIN+3';

/** How the process of a container is started and stopped. */
export interface ProcessProps {
  /**
   * Absolute path of the working directory. In Compose: `working_dir`.
   *
   * @default - that of the image
   */
  readonly workingDir?: string;

  /**
   * Whether the process gets a terminal. In Compose: `tty`.
   *
   * @default false
   */
  readonly tty?: boolean;

  /**
   * Whether the standard input stays open, for `kubectl attach`. In Compose: `stdin_open`.
   *
   * @default false
   */
  readonly stdin?: boolean;

  /**
   * Signal that asks the process to stop, in place of the one of the image. Kubernetes has no stable field for it, so a `preStop` hook
   * sends it, and waits until the process has ended. The image must have `sh` and `sleep`. The signal of the image
   * (`STOPSIGNAL` in a Dockerfile) needs no prop. In Compose: `stop_signal`.
   *
   * @default - that of the image, or SIGTERM
   * @see https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination-stop-signals
   */
  readonly stopSignal?: StopSignal;

  /**
   * Command that runs in the container right after its start, while the process starts too. It runs without a shell. If it fails, the
   * container is restarted. In Compose: `post_start`.
   *
   * @default - none
   */
  readonly postStart?: readonly string[];

  /**
   * Command that runs in the container before it is asked to stop, within `stopGracePeriod`. It runs without a shell, unless the
   * workload has ports or a `stopSignal`: then the image must have `sh` and `sleep`. In Compose: `pre_stop`.
   *
   * @default - none
   */
  readonly preStop?: readonly string[];
}

/**
 * @internal The fields of the main container of the workload `of` that say how its process is started and stopped.
 *
 * @param drain time for which a terminating pod keeps serving before it is asked to stop
 * @throws if `workingDir` is no absolute path, or a command is empty
 */
export function processFields(of: string, props: ProcessProps, drain?: Duration): Partial<Container> {
  const { workingDir, tty, stdin } = props;
  if (workingDir !== undefined) checkFolder(of, workingDir);
  const lifecycle = lifecycleOf(of, props, drain);
  return {
    ...(workingDir !== undefined && { workingDir }),
    ...(tty && { tty }),
    ...(stdin && { stdin }),
    ...(lifecycle && { lifecycle }),
  };
}

function lifecycleOf(of: string, props: ProcessProps, drain?: Duration): Lifecycle | undefined {
  const { postStart } = props;
  if (postStart) checkCommand(of, 'postStart', postStart);
  const preStop = preStopOf(of, props, drain);
  if (!postStart && !preStop) return undefined;
  return {
    ...(postStart && { postStart: { exec: { command: [...postStart] } } }),
    ...(preStop && { preStop }),
  };
}

/** Kubernetes has one hook for all that happens before the stop. The kubelet expands nothing in its command. */
function preStopOf(of: string, props: ProcessProps, drain?: Duration): LifecycleHandler | undefined {
  const { preStop, stopSignal } = props;
  if (preStop) checkCommand(of, 'preStop', preStop);
  const seconds = drain?.toSeconds() ?? 0;
  if (!preStop && stopSignal === undefined) return drain && { sleep: { seconds } };
  if (preStop && stopSignal === undefined && seconds === 0) return { exec: { command: [...preStop] } };
  const script = [
    ...(seconds > 0 ? [`sleep ${seconds}`] : []),
    ...(preStop ? ['"$@"'] : []),
    ...(stopSignal === undefined ? [] : [stopScript(stopSignal)]),
  ].join('; ');
  return { exec: { command: ['sh', '-c', script, 'preStop', ...(preStop ?? [])] } };
}

/** The process of a container has the number 1 there. Its end ends the hook, too. */
function stopScript(signal: StopSignal): string {
  // Not every shell knows the names of real-time signals. Number 34 is the first one of them.
  const name = signal === 'SIGRTMIN+3' ? '37' : signal.replace('SIG', '');
  return `kill -${name} 1; while kill -0 1; do sleep 1; done`;
}

function checkFolder(of: string, path: string): void {
  if (path.startsWith('/') && posix.normalize(path) === path) return;
  throw new Error(`'workingDir' of '${of}' must be an absolute path such as '/app', got '${path}'`);
}

function checkCommand(of: string, prop: 'postStart' | 'preStop', command: readonly string[]): void {
  if (command.length > 0) return;
  throw new Error(
    `'${prop}' of '${of}' must be a command such as ['sh', '-c', 'echo done'], got an empty list`,
  );
}
