import type { LeaseSpec } from 'kubernetes-types/coordination/v1';
import { hostname, userInfo } from 'node:os';
import { stackLabels } from '../../lib/contract';
import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { guarded, interrupt, Interrupted, never } from '../base/interrupt';
import { pause } from '../base/sleep';
import type { Reporter } from '../progress/reporter';
import { formatDuration } from '../text/duration';
import type { Kubectl } from './kubectl';
import { type Lease, LeaseObject } from './lease';

/** Name of the Lease in the namespace of a stack. */
const leaseName = 'slipway';

/** Time after which the lock of a command that was killed can be taken over. */
const leaseDuration = Duration.seconds(60);
const renewInterval = Duration.seconds(20);

/** Longest wait for an answer about the Lease. */
const patience = Duration.seconds(10);

/**
 * The lock of a stack in a cluster: of the commands that change the stack, one runs at a time.
 *
 * It is a Lease in the namespace of the stack, with the holder's name. The holder renews it until it deletes it; a
 * holder that was killed no longer renews it, and its Lease is taken over.
 */
export class StackLock {
  private readonly object: LeaseObject;
  private readonly released = new AbortController();
  private lease: Lease | undefined;
  private renewing: Promise<void> | undefined;
  private lost: string | undefined;

  /** @param command the command that takes the lock, such as `rotate` */
  constructor(
    kubectl: Kubectl,
    private readonly stack: string,
    private readonly command: string,
    private readonly reporter: Reporter,
  ) {
    // Ctrl-C must not leave it undecided whether the lock is held.
    this.object = new LeaseObject(kubectl.heeding(never).within(patience), stack, leaseName);
  }

  /** False only where the stack has no namespace yet, which is the place of the lock. */
  public get isHeld(): boolean {
    return this.lease !== undefined;
  }

  /**
   * Does work under the lock, as far as the stack has a namespace: see `isHeld`.
   *
   * @throws Failure that names the holder if another command has the lock, before the work begins; or if another
   * command has taken it over, in the place of the interruption that this is for the work
   */
  public async during<T>(work: () => Promise<T>): Promise<T> {
    await this.take();
    try {
      return await work();
    } catch (error) {
      throw this.lost !== undefined && error instanceof Interrupted
        ? this.takenOver(this.lost, error)
        : error;
    } finally {
      await guarded(() => this.release());
    }
  }

  /**
   * Takes the lock, which `during` will release.
   *
   * @throws Failure that names the holder if another command has it
   */
  public async take(): Promise<void> {
    const made = await this.object.create(this.renewed(), stackLabels(this.stack));
    if (made === 'no namespace') return;
    if (made !== 'exists') this.lease = made;
    else if (!(await this.takeOver())) {
      // It was released just now.
      await this.take();
      return;
    }
    this.renewing ??= this.renew();
  }

  /** Takes over the Lease of a holder that is gone; false if there is no Lease any more. */
  private async takeOver(): Promise<boolean> {
    const there = await this.object.read();
    if (!there) return false;
    if (remaining(there) > 0) throw this.heldBy(there);
    this.lease = await this.reporter.run({
      title: `Take over the lock of ${holderOf(there)}, unless that is renewed`,
      run: async ({ done }) => {
        // By its own clock the holder may be in time: one that lives writes the Lease meanwhile, and this write fails.
        await pause(renewInterval);
        const taken = await this.object.replace(there, this.renewed());
        done(taken ? `Took over the lock of ${holderOf(there)}` : `The lock is that of ${holderOf(there)}`);
        return taken;
      },
    });
    if (this.lease) return true;
    const other = await this.object.read();
    if (other) throw this.heldBy(other);
    return false;
  }

  private async renew(): Promise<void> {
    for (;;) {
      try {
        await pause(renewInterval, this.released.signal);
      } catch {
        return;
      }
      if (!(await this.isRenewed())) return;
    }
  }

  private async isRenewed(): Promise<boolean> {
    if (!this.lease) return false;
    try {
      const { acquireTime } = this.lease.spec;
      const renewed = await this.object.replace(this.lease, { ...this.renewed(), acquireTime });
      const other = renewed ?? (await this.object.read());
      this.lease = renewed;
      if (renewed) return true;
      // Without any, the namespace is being deleted, or a person has deleted it.
      if (other) {
        this.lost = holderOf(other);
        interrupt('SIGTERM');
      }
      return false;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return true; // The API is away, for others as well.
    }
  }

  private async release(): Promise<void> {
    this.released.abort();
    await this.renewing;
    if (this.lease) await this.object.delete(this.lease);
    this.lease = undefined;
  }

  private renewed(): LeaseSpec {
    const now = microTime(new Date());
    return {
      holderIdentity: `${userName()}@${hostname()}, process ${process.pid}: slipway ${this.command} ${this.stack}`,
      leaseDurationSeconds: leaseDuration.toSeconds(),
      acquireTime: now,
      renewTime: now,
    };
  }

  private heldBy(lease: Lease): Failure {
    const since = Math.max(0, Date.now() - Date.parse(lease.spec.acquireTime ?? ''));
    return new Failure(
      `the stack '${this.stack}' is being changed by ${holderOf(lease)}, for ${formatDuration(since)} now`,
      `Wait until that has ended, and repeat the command. If it was killed, its lock ends by itself in ${formatDuration(Math.max(0, remaining(lease)))}.`,
    );
  }

  private takenOver(holder: string, { halfDone }: Interrupted): Failure {
    return new Failure(
      `the lock of the stack '${this.stack}' was taken over by ${holder}, as it could not be renewed in time`,
      [halfDone, `Wait until that has ended, and repeat the command.`].filter(Boolean).join(' '),
    );
  }
}

function holderOf({ spec }: Lease): string {
  return spec.holderIdentity ?? 'somebody';
}

/** Milliseconds until a Lease ends; 0 or less if it has ended, by the clock of this machine. */
function remaining({ spec: { renewTime = '', leaseDurationSeconds = 0 } }: Lease): number {
  const end = Date.parse(renewTime) + leaseDurationSeconds * 1_000;
  return Number.isNaN(end) ? 0 : end - Date.now();
}

/** The API takes exactly six digits of a second. */
function microTime(time: Date): string {
  return time.toISOString().replace(/(\.\d{3})Z$/, '$1000Z');
}

function userName(): string {
  try {
    return userInfo().username;
  } catch {
    return 'somebody'; // A user id without a name, as in containers.
  }
}
