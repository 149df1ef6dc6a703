import type { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { guarded, insistence, Interrupted, interruption, never } from '../base/interrupt';
import { RolloutWatch } from '../health/watch';
import { nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { invocation } from '../machine/invocation';
import type { Reporter } from '../progress/reporter';
import { type Progress, type Step, together } from '../progress/step';
import type { Backup } from './backup';
import { refuseWhileBusy, unfinishedJobs } from './busy';
import type { BackupCronJobs } from './cron-jobs';
import { bearableOutage, type JobOptions, runJob } from './job';
import { pauseClients } from './pause';
import { callPatience, Paused } from './paused';
import { resumeStep } from './resumption';

/** How to restore. */
export interface RestorationOptions {
  readonly safetyBackup: boolean;

  /** Longest wait for one Job. */
  readonly timeout: Duration;

  /** Longest time without an answer of the API. @default Duration.minutes(5) */
  readonly outage?: Duration;
}

/** Replaces the data of stores of a stack by that of backups, one of each store. */
export class Restoration {
  private readonly stores: readonly string[];
  private readonly paused: Paused;
  private readonly outage: Duration;
  private readonly safety = new Map<string, string>();
  private readonly restored: string[] = [];

  constructor(
    private readonly kubectl: Kubectl,
    private readonly stack: string,
    private readonly cronJobs: BackupCronJobs,
    private readonly backups: readonly Backup[],
    private readonly options: RestorationOptions,
    private readonly reporter: Reporter,
  ) {
    this.stores = backups.map(({ store }) => store);
    this.paused = new Paused(kubectl, stack);
    this.outage = options.outage ?? bearableOutage;
  }

  /**
   * Verifies the backups, pauses what connects to the stores, backs up what is there, restores, and resumes: that also
   * if something before it has failed, or was interrupted.
   *
   * @throws Failure that says which store has which data now, and what could not be resumed
   */
  public async run(): Promise<void> {
    const { kubectl, stack, stores } = this;
    const checkFree = (): Promise<void> => refuseWhileBusy(kubectl, stack, ['save', 'restore'], stores);
    await checkFree();
    // All of them before anything is touched.
    await this.reporter.run(
      together(
        'Verify the backups',
        this.backups.map((backup) => this.verifyStep(backup)),
      ),
    );
    // That takes a while, in which another may have begun.
    await checkFree();
    await guarded(async () => {
      const cause = await errorOf(this.replace());
      const other = await errorOf(this.resume());
      if (cause instanceof Failure && other instanceof Failure) throw cause.followedBy(other);
      if (cause instanceof Interrupted && other instanceof Failure) {
        const message = `the restore was interrupted, and ${other.message}`;
        throw new Failure(message, [cause.halfDone, other.fix].filter(Boolean).join(' '), other.detail);
      }
      if (cause !== undefined && other !== undefined) throw new AggregateError([cause, other]);
      const error = cause ?? other;
      if (error !== undefined) throw error as Error;
      if (interruption.aborted) {
        throw new Interrupted(
          `It came too late: ${this.restored.join(', ')} is restored, and the app starts.`,
        );
      }
    });
  }

  private async replace(): Promise<void> {
    await this.reporter.runAll([
      this.pauseStep(),
      ...(this.options.safetyBackup ? [this.safetySteps()] : []),
      // One after the other: if one fails, none is on its way when the app comes back.
      ...this.backups.map((backup) => this.restoreStep(backup)),
    ]);
  }

  private verifyStep({ name, store, foreign }: Backup): Step {
    return {
      title: `Verify ${name}`,
      halfDone: 'Nothing was touched.',
      run: async (progress) => {
        try {
          await this.job('restore', store, progress, { args: argsOf('verify', name, foreign) });
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          throw new Failure(
            `the backup ${name} is refused, and nothing was touched: ${error.message}`,
            `'${invocation(`backups ${this.stack}`, this.kubectl.context)}' lists the others.`,
            error.detail,
          );
        }
        progress.done(`${name} is whole and can be read`);
      },
    };
  }

  private pauseStep(): Step {
    const stores = this.stores.join(', ');
    return {
      title: `Pause what connects to ${stores}`,
      halfDone: 'Nothing was restored.',
      run: async ({ done }) => {
        const names = await pauseClients(this.kubectl, this.stack, this.stores, this.paused);
        done(names.length > 0 ? `Paused: ${names.join(', ')}` : `Nothing that connects to ${stores} runs`);
      },
    };
  }

  private safetySteps(): Step {
    const steps = this.backups.map((backup) => this.safetyStep(backup));
    return together('Back up what is there', steps);
  }

  private safetyStep({ store }: Backup): Step {
    return {
      title: `Back up what ${store} has now`,
      halfDone: 'Nothing was restored.',
      run: async (progress) => {
        try {
          const { name } = await this.job<Backup>('save', store, progress);
          this.safety.set(store, name);
          progress.done(`What ${store} had is in ${name}`);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          throw new Failure(
            `what ${store} has now can't be backed up, so nothing was restored: ${error.message}`,
            `If it is too broken for that, repeat the command with --no-safety-backup.`,
            error.detail,
          );
        }
      },
    };
  }

  private restoreStep({ name, store, foreign }: Backup): Step {
    return {
      title: `Restore ${store} from ${name}`,
      run: async (progress) => {
        if (interruption.aborted) throw new Interrupted(this.soFar(store));
        await refuseWhileBusy(this.kubectl, this.stack, ['save', 'restore'], [store]);
        const tell = (): void => {
          progress.title(
            `Restore ${store} from ${name}: that goes to its end first; another Ctrl-C leaves ${store} half restored`,
          );
        };
        interruption.addEventListener('abort', tell);
        try {
          const options = { args: argsOf('restore', name, foreign), endsWhenInterrupted: true };
          await this.job('restore', store, progress, options, this.kubectl.heeding(insistence));
        } catch (error) {
          if (error instanceof Interrupted) throw new Interrupted(this.leftHalfDone(store, name));
          throw error instanceof Failure ? this.failure(store, error) : error;
        } finally {
          interruption.removeEventListener('abort', tell);
        }
        this.restored.push(store);
        progress.done(`Restored ${store} from ${name}; compared, the same`);
      },
    };
  }

  private failure(store: string, { message, detail }: Failure): Failure {
    const fix = this.wayBack(store) ?? 'Correct that, and repeat the command.';
    return new Failure(`the restore of ${store} failed: ${message}`, fix, detail);
  }

  private leftHalfDone(store: string, name: string): string {
    const wayBack = this.wayBack(store) ?? `Restore it again: there is no backup of what it had before.`;
    return `The restore of ${store} was ended midway: it may have a part of ${name} only. ${wayBack}`;
  }

  /** How to get back what a store had before. */
  private wayBack(store: string): string | undefined {
    const before = this.safety.get(store);
    if (before === undefined) return undefined;
    const command = invocation(`restore ${this.stack} --from ${before}`, this.kubectl.context);
    return `What it had before is in ${before}: '${command}'.`;
  }

  private soFar(next: string): string {
    const done =
      this.restored.length > 0 ? `Restored: ${this.restored.join(', ')}. ` : 'Nothing was restored. ';
    return `${done}${next} has what it had.`;
  }

  private async resume(): Promise<void> {
    const { timeout } = this.options;
    await this.reporter.run(
      resumeStep(this.paused, () => this.runningRestore(), { outage: this.outage, timeout }),
    );
    // Nobody waits for a CronJob.
    const names = this.paused.resumed.filter((name) => !name.startsWith('CronJob/'));
    // The app is on its way back; who has pressed Ctrl-C does not want to watch that.
    if (names.length === 0 || interruption.aborted) return;
    const { kubectl, outage } = this;
    const watch = new RolloutWatch(kubectl, this.cronJobs.stack, new Set(names), timeout, undefined, outage);
    await this.reporter.run(readyStep(names, watch));
  }

  /** Name of a Job that still replaces data of the stores: one of another command, or one that could not be ended. */
  private async runningRestore(): Promise<string | undefined> {
    const { kubectl, stack, stores } = this;
    const undisturbed = kubectl.heeding(never).within(callPatience);
    const [job] = await unfinishedJobs(undisturbed, stack, ['restore'], stores);
    return job && nameOf(job);
  }

  private job<T>(
    role: 'save' | 'restore',
    store: string,
    progress: Progress,
    options: Partial<JobOptions> = {},
    kubectl = this.kubectl,
  ): Promise<T> {
    const { outage } = this;
    const all = { stack: this.cronJobs.stack, timeout: this.options.timeout, outage, ...options };
    return runJob<T>(kubectl, this.cronJobs.find(role, store), progress, all);
  }
}

/** What the program is told; it refuses what is foreign unless it is told so. */
function argsOf(action: 'verify' | 'restore', name: string, foreign?: string): readonly string[] {
  return [action, name, ...(foreign === undefined ? [] : ['--foreign'])];
}

function readyStep(names: readonly string[], watch: RolloutWatch): Step {
  return {
    title: 'Wait until all is ready again',
    halfDone: 'All that was paused is starting in the cluster.',
    run: ({ parts }) => {
      parts(names.map((name) => watch.stepFor(name)));
      return Promise.resolve();
    },
  };
}

async function errorOf(work: Promise<void>): Promise<unknown> {
  try {
    await work;
    return undefined;
  } catch (error) {
    return error;
  }
}
