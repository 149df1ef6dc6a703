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

/** Time without a renewal after which another command can take the lock over. */
const leaseDuration = Duration.seconds(60);
const renewInterval = Duration.seconds(20);

/** Longest wait for one API call. */
const patience = Duration.seconds(10);

/**
 * The lock of a stack in a cluster. Only one command at a time can change the stack.
 *
 * It is a Lease in the namespace of the stack, with the name of its holder. The holder renews the Lease, and deletes it
 * at the end. A holder that was killed no longer renews it, so another command can take it over.
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
    // Ctrl-C does not stop these calls: after a stopped call it would be unknown whether the lock is held.
    this.object = new LeaseObject(kubectl.heeding(never).within(patience), stack, leaseName);
  }

  /** Whether the lock is held. After `take` it is not if the stack has no namespace yet. */
  public get isHeld(): boolean {
    return this.lease !== undefined;
  }

  /**
   * Does work while it holds the lock. Without a namespace of the stack the work starts without the lock: see `isHeld`.
   *
   * @throws Failure that names the holder if another command has the lock, before the work starts; or if another
   * command has taken the lock over, which interrupts the work
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
   * Takes the lock; `during` releases it.
   *
   * @throws Failure that names the holder if another command has it
   */
  public async take(): Promise<void> {
    const made = await this.object.create(this.renewed(), stackLabels(this.stack));
    if (made === 'no namespace') return;
    if (made !== 'exists') this.lease = made;
    else if (!(await this.takeOver())) {
      // The holder has released it since.
      await this.take();
      return;
    }
    this.renewing ??= this.renew();
  }

  /** Takes over a Lease that has ended; false if there is no longer a Lease. */
  private async takeOver(): Promise<boolean> {
    const there = await this.object.read();
    if (!there) return false;
    if (remaining(there) > 0) throw this.heldBy(there);
    this.lease = await this.reporter.run({
      title: `Take over the lock of ${holderOf(there)}, if it is not renewed`,
      run: async ({ done }) => {
        // The clock of the holder may be behind this one. A running holder renews the Lease during this wait; then the
        // write below fails.
        await pause(renewInterval);
        const taken = await this.object.replace(there, this.renewed());
        done(taken ? `Took over the lock of ${holderOf(there)}` : `Another command has the lock`);
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
      // Without a Lease, the namespace is being deleted, or a person has deleted the Lease.
      if (other) {
        this.lost = holderOf(other);
        interrupt('SIGTERM');
      }
      return false;
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      return true; // The API server does not answer, so no other command can take the lock over.
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
      `Wait for its end, and repeat the command. If it was killed, its lock ends by itself in ${formatDuration(Math.max(0, remaining(lease)))}.`,
    );
  }

  private takenOver(holder: string, { halfDone }: Interrupted): Failure {
    return new Failure(
      `the lock of the stack '${this.stack}' was not renewed in time, and was taken over by ${holder}`,
      [halfDone, `Wait for the end of that command, and repeat this one.`].filter(Boolean).join(' '),
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

/** A time in the format of the API, which has exactly six decimals of a second. */
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
