import { setTimeout as sleep } from 'node:timers/promises';
import { log, reason } from './log.js';

const PING_MS = 2000; // how long a ping may take
const PAUSE_MS = 1000; // and the pause after it
const ANSWER_MS = 2000; // how long a request waits for its answer, unless the server has a limit of its own

/** A dependency does not answer. */
export class Unavailable extends Error {
  constructor(
    readonly dependency: string,
    options?: ErrorOptions,
  ) {
    super(`${dependency} is unavailable`, options);
  }
}

/**
 * A server that this process depends on, but must outlive.
 *
 * It is watched by a ping. A request waits `answerMs` at most for it, and is refused at once while the pings fail,
 * so that requests do not pile up in front of a server that hangs.
 */
export class Dependency {
  private available: boolean | undefined;
  private stopped = new AbortController();
  private doubt = new AbortController();

  constructor(
    readonly name: string,
    private readonly ping: () => Promise<unknown>,
    /** Whether an error means that the server is not there, and not that the question was wrong. */
    private readonly isFailure: (error: unknown) => boolean = () => true,
    private readonly answerMs = ANSWER_MS,
  ) {
    void this.watch();
  }

  /** Whether the last ping came back, at most three seconds ago. */
  get up(): boolean {
    return this.available === true;
  }

  /** The answer to `question`; throws `Unavailable` if there is none in time. */
  async ask<T>(question: () => Promise<T>): Promise<T> {
    if (!this.up) throw new Unavailable(this.name);
    try {
      return await within(this.answerMs, question());
    } catch (error) {
      if (!this.isFailure(error)) throw error;
      log('warning', this.name, `${this.name} did not answer a request: ${reason(error)}`);
      this.doubt.abort(); // the next ping comes now
      throw new Unavailable(this.name, { cause: error });
    }
  }

  stop(): void {
    this.stopped.abort();
  }

  private async watch(): Promise<void> {
    while (!this.stopped.signal.aborted) {
      this.doubt = new AbortController();
      try {
        await within(PING_MS, this.ping());
        this.becomes(true, 'it answers');
      } catch (error) {
        this.becomes(false, reason(error));
      }
      const signal = AbortSignal.any([this.stopped.signal, this.doubt.signal]);
      await sleep(PAUSE_MS, undefined, { signal, ref: false }).catch(() => undefined);
    }
  }

  private becomes(available: boolean, why: string): void {
    if (available !== this.available && !this.stopped.signal.aborted) {
      const state = available ? 'available' : 'unavailable';
      log(available ? 'info' : 'warning', this.name, `${this.name} is ${state}: ${why}`);
    }
    this.available = available;
  }
}

async function within<T>(milliseconds: number, answer: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    // One more turn after the time: when this process was too busy to look, the answer may lie there by now.
    timer = setTimeout(() => setImmediate(() => reject(new Error('no answer in time'))), milliseconds);
  });
  try {
    return await Promise.race([answer, late]);
  } finally {
    clearTimeout(timer);
  }
}
