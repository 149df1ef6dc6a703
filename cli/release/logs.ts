import { setTimeout as sleep } from 'node:timers/promises';
import type { Kubectl } from '../cluster/kubectl';
import { Interrupted, interruption } from '../process/interrupt';
import type { ContainerStatus, Pod } from '../rollout/snapshot';
import { painter } from '../terminal/paint';

/** Which part of the logs to print. */
export interface LogOptions {
  readonly follow: boolean;
  readonly since?: string;
  readonly tail: string;
}

/** A container that has something to say. */
export interface Source {
  readonly pod: string;
  readonly namespace: string;
  readonly container: string;

  /** A container that has been started again is another source. */
  readonly run: number;

  /** What its lines begin with: the pod, and the container where the pod has several. */
  readonly prefix: string;
}

const interval = 2_000;

/** Prints the logs of pods; with `follow` also those of pods that come later, until it is interrupted. */
export async function streamLogs(
  kubectl: Kubectl,
  pods: () => Promise<readonly Pod[]>,
  { follow, since, tail }: LogOptions,
): Promise<void> {
  const paint = painter();
  const print = async (source: Source, args: readonly string[]): Promise<void> => {
    const { namespace, pod, container, prefix } = source;
    await kubectl.attempt(['logs', '--namespace', namespace, pod, '--container', container, ...args], {
      capture: false,
      onLine: (line) => {
        console.log(`${paint(pod, `${prefix} |`)} ${line}`);
      },
    });
  };
  const range = [`--tail=${tail}`, ...(since === undefined ? [] : [`--since=${since}`])];
  const first = (await pods()).flatMap(sourcesOf);
  if (!follow) {
    for (const source of first) await print(source, range);
    return;
  }
  const seen = new Set<string>();
  const running: Promise<void>[] = [];
  const start = (sources: readonly Source[], args: readonly string[]): void => {
    for (const source of sources.filter((each) => !seen.has(key(each)))) {
      seen.add(key(source));
      running.push(print(source, ['--follow', ...args]));
    }
  };
  start(first, range);
  await untilInterrupted(async () => {
    start((await pods()).flatMap(sourcesOf), []);
  });
  await Promise.allSettled(running);
  throw new Interrupted();
}

async function untilInterrupted(work: () => Promise<void>): Promise<void> {
  try {
    for (;;) {
      await sleep(interval, undefined, { signal: interruption });
      await work();
    }
  } catch (error) {
    if (!interruption.aborted) throw error;
  }
}

/** The containers of a pod that have started, those left out that have done their work before the pod began. */
export function sourcesOf({ metadata, status = {} }: Pod): Source[] {
  const { initContainerStatuses = [], containerStatuses = [] } = status;
  const containers = [...initContainerStatuses.filter((each) => !hasSucceeded(each)), ...containerStatuses];
  return containers
    .filter(({ state, lastState }) => state?.running ?? state?.terminated ?? lastState?.terminated)
    .map(({ name, restartCount }) => ({
      pod: metadata.name,
      namespace: metadata.namespace ?? '',
      container: name,
      run: restartCount,
      prefix: containers.length > 1 ? `${metadata.name} ${name}` : metadata.name,
    }));
}

function hasSucceeded({ state }: ContainerStatus): boolean {
  return state?.terminated?.exitCode === 0;
}

function key({ pod, container, run }: Source): string {
  return `${pod} ${container} ${run}`;
}
