import type { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { guarded, insistence, Interrupted, interruption, never } from '../base/interrupt';
import { RolloutWatch } from '../health/watch';
import type { JobOptions } from '../jobs/job';
import { nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { invocation } from '../machine/invocation';
import type { Reporter } from '../progress/reporter';
import { type Progress, type Step, together } from '../progress/step';
import type { Backup } from './backup';
import { refuseWhileBusy, unfinishedJobs } from './busy';
import type { BackupCronJobs } from './cron-jobs';
import { bearableOutage, runJob } from './job';
import { pauseClients } from './pause';
import { callPatience, Paused } from './paused';
import { resumeStep } from './resumption';

/** How to restore. */
export interface RestorationOptions {
  readonly safetyBackup: boolean;

  /** Longest wait for one Job. */
  readonly timeout: Duration;

  /** Longest time without an answer of the API server. @default Duration.minutes(5) */
  readonly outage?: Duration;
}

/** Restores stores of a stack from backups, one backup for each store. */
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
   * Verifies the backups, pauses the clients of the stores, backs up the present data, restores, and resumes the clients.
   * It resumes them also after a failure or an interruption.
   *
   * @throws Failure with the data that each store has now, and with the clients that could not be resumed
   */
  public async run(): Promise<void> {
    const { kubectl, stack, stores } = this;
    const checkFree = (): Promise<void> => refuseWhileBusy(kubectl, stack, ['save', 'restore'], stores);
    await checkFree();
    // All backups, before anything changes.
    await this.reporter.run(
      together(
        'Verify the backups',
        this.backups.map((backup) => this.verifyStep(backup)),
      ),
    );
    // Another Job may have started during the verification.
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
          `Ctrl-C came too late: ${this.restored.join(', ')} is restored, and the app starts.`,
        );
      }
    });
  }

  private async replace(): Promise<void> {
    await this.reporter.runAll([
      this.pauseStep(),
      ...(this.options.safetyBackup ? [this.safetySteps()] : []),
      // One after the other: if one fails, no other restore runs when the app comes back.
      ...this.backups.map((backup) => this.restoreStep(backup)),
    ]);
  }

  private verifyStep({ name, store, foreign }: Backup): Step {
    return {
      title: `Verify ${name}`,
      halfDone: 'Nothing was changed.',
      run: async (progress) => {
        try {
          await this.job('restore', store, progress, { args: argsOf('verify', name, foreign) });
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          throw new Failure(
            `the backup ${name} can't be restored, and nothing was changed: ${error.message}`,
            `Choose another backup: '${invocation(`backups ${this.stack}`, this.kubectl.context)}' lists them.`,
            error.detail,
          );
        }
        progress.done(`${name} is complete and readable`);
      },
    };
  }

  private pauseStep(): Step {
    const stores = this.stores.join(', ');
    return {
      title: `Pause the clients of ${stores}`,
      halfDone: 'Nothing was restored.',
      run: async ({ done }) => {
        const names = await pauseClients(this.kubectl, this.stack, this.stores, this.paused);
        done(names.length > 0 ? `Paused: ${names.join(', ')}` : `No client of ${stores} is running`);
      },
    };
  }

  private safetySteps(): Step {
    const steps = this.backups.map((backup) => this.safetyStep(backup));
    return together('Back up the present data', steps);
  }

  private safetyStep({ store }: Backup): Step {
    return {
      title: `Back up the present data of ${store}`,
      halfDone: 'Nothing was restored.',
      run: async (progress) => {
        try {
          const { name } = await this.job<Backup>('save', store, progress);
          this.safety.set(store, name);
          progress.done(`The present data of ${store} is in ${name}`);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          throw new Failure(
            `the present data of ${store} can't be backed up, so nothing was restored: ${error.message}`,
            `If the store is too damaged for a backup, repeat the command with --no-safety-backup.`,
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
            `Restore ${store} from ${name}: stops when it is done; another Ctrl-C leaves ${store} half restored`,
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
        progress.done(`Restored ${store} from ${name}, and compared it with the backup`);
      },
    };
  }

  private failure(store: string, { message, detail }: Failure): Failure {
    const fix = this.wayBack(store) ?? 'Correct the cause, and repeat the command.';
    return new Failure(`the restore of ${store} failed: ${message}`, fix, detail);
  }

  private leftHalfDone(store: string, name: string): string {
    const wayBack = this.wayBack(store) ?? `Restore it again: there is no backup of its earlier data.`;
    return `The restore of ${store} was stopped midway: the store may have only a part of ${name}. ${wayBack}`;
  }

  /** How to get the earlier data of a store back. */
  private wayBack(store: string): string | undefined {
    const before = this.safety.get(store);
    if (before === undefined) return undefined;
    const command = invocation(`restore ${this.stack} --from ${before}`, this.kubectl.context);
    return `Its earlier data is in ${before}: '${command}' restores it.`;
  }

  private soFar(next: string): string {
    const done =
      this.restored.length > 0 ? `Restored: ${this.restored.join(', ')}. ` : 'Nothing was restored. ';
    return `${done}${next} has its earlier data.`;
  }

  private async resume(): Promise<void> {
    const { timeout } = this.options;
    await this.reporter.run(
      resumeStep(this.paused, () => this.runningRestore(), { outage: this.outage, timeout }),
    );
    // A CronJob has nothing to wait for.
    const names = this.paused.resumed.filter((name) => !name.startsWith('CronJob/'));
    // After Ctrl-C the command ends without waiting for the app.
    if (names.length === 0 || interruption.aborted) return;
    const { kubectl, outage } = this;
    const watch = new RolloutWatch(kubectl, this.cronJobs.stack, new Set(names), timeout, undefined, outage);
    await this.reporter.run(readyStep(names, watch));
  }

  /** The name of a Job that still replaces data of the stores: of another command, or one that could not be deleted. */
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

/** The arguments of the program, which refuses a foreign backup without `--foreign`. */
function argsOf(action: 'verify' | 'restore', name: string, foreign?: string): readonly string[] {
  return [action, name, ...(foreign === undefined ? [] : ['--foreign'])];
}

function readyStep(names: readonly string[], watch: RolloutWatch): Step {
  return {
    title: 'Wait until all is ready again',
    halfDone: 'All paused workloads are starting in the cluster.',
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
