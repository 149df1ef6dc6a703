import { setTimeout as sleep } from 'node:timers/promises';
import { Duration } from '../../engine/base/duration';
import { Failure } from '../../engine/base/failure';
import { Interrupted, interruption } from '../../engine/base/interrupt';
import type { Pod } from '../../engine/health/snapshot';
import type { Kubectl } from '../../engine/kube/kubectl';
import { LogPrinter } from './log-printer';
import { flagsOf, type LogRange, logsOf } from './print-logs';
import { keyOf, type Source, sourcesOf } from './source';
import { readStamped } from './timestamp';

const interval = Duration.seconds(2);

/** The part of a source's log that has been printed. */
interface Progress {
  isOpen: boolean;

  /** Whether the stream has failed. Then there may be more, even if the container has ended. */
  isBroken: boolean;
  last: string;
}

/**
 * Prints the logs of pods, also of new pods, until it is interrupted, or until some work has ended.
 *
 * If a stream fails, such as when the API server does not answer, it continues after the last printed line.
 */
export class LogFollower {
  private readonly printer = new LogPrinter();
  private readonly progress = new Map<string, Progress>();
  private readonly streams = new Set<Promise<void>>();
  private readonly told = new Set<string>();

  constructor(
    private readonly kubectl: Kubectl,
    private readonly pods: () => Promise<readonly Pod[]>,
  ) {}

  /**
   * @param range part of the logs of the present pods; logs of new pods are printed in full
   * @throws Failure if the pods can't be listed at the start
   * @throws Interrupted at Ctrl-C
   */
  public async run(range: LogRange): Promise<never> {
    this.follow((await this.pods()).flatMap(sourcesOf), flagsOf(range));
    try {
      for (;;) {
        await sleep(interval.toMilliseconds(), undefined, { signal: interruption });
        await this.look();
      }
    } catch (error) {
      if (!interruption.aborted) throw error;
    }
    await Promise.allSettled(this.streams);
    throw new Interrupted();
  }

  /**
   * Prints the logs of the pods of some work in full, until the work has ended.
   *
   * @returns what the work returns, or throws
   */
  public async during<T>(work: Promise<T>): Promise<T> {
    const end = work.then(
      () => true,
      () => true,
    );
    for (let isOver = false; !isOver;) {
      isOver = await Promise.race([end, sleep(interval.toMilliseconds(), false)]);
      if (!interruption.aborted) await this.look();
    }
    await Promise.allSettled(this.streams);
    return work;
  }

  private async look(): Promise<void> {
    try {
      this.follow((await this.pods()).flatMap(sourcesOf), []);
      this.told.clear();
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      this.tell(`${error.message}; trying again`);
    }
  }

  private follow(sources: readonly Source[], flags: readonly string[]): void {
    this.printer.expect(sources);
    for (const source of sources) {
      const known = this.progress.get(keyOf(source));
      if (!known) this.open(source, { isOpen: true, isBroken: false, last: '' }, flags);
      else if (!known.isOpen && (source.isRunning || known.isBroken)) {
        this.open(source, known, known.last === '' ? [] : [`--since-time=${known.last}`]);
      }
    }
  }

  private open(source: Source, progress: Progress, flags: readonly string[]): void {
    progress.isOpen = true;
    this.progress.set(keyOf(source), progress);
    const stream = this.stream(source, progress, flags).finally(() => {
      progress.isOpen = false;
      this.streams.delete(stream);
    });
    // `run` reports the interruption.
    stream.catch(() => undefined);
    this.streams.add(stream);
  }

  private async stream(source: Source, progress: Progress, flags: readonly string[]): Promise<void> {
    const printed = progress.last;
    const { exitCode } = await this.kubectl.attempt(
      [...logsOf(source), '--follow', '--timestamps', ...flags],
      {
        capture: false,
        onLine: (line) => {
          const stamped = readStamped(line);
          if (!stamped) this.tell(`${source.prefix}: ${line}`);
          // --since-time has whole seconds, so the first lines of a continued stream may have been printed already.
          else if (stamped.time > printed) {
            progress.last = stamped.time;
            this.printer.print(source, stamped.text);
          }
        },
      },
    );
    progress.isBroken = exitCode !== 0;
  }

  /** Prints a message, only once until the cluster answers again. */
  private tell(text: string): void {
    if (this.told.has(text)) return;
    this.told.add(text);
    console.error(`slipway: ${text}`);
  }
}
