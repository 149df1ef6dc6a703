import type { Kubectl } from '../cluster/kubectl';
import { Failure } from '../failure';
import { nameOf } from '../manifests/kube-object';
import { interruption } from '../process/interrupt';
import { runSteps } from '../progress/run-steps';
import { type Step, together } from '../progress/step';
import { RolloutWatch } from '../rollout/watch';
import type { Backup } from './backup';
import type { BackupCronJobs } from './cron-jobs';
import { runJob } from './job';
import { Clients } from './pause';

/** How to restore. */
export interface RestorationOptions {
  readonly safetyBackup: boolean;

  /** Longest wait for one Job, in milliseconds. */
  readonly timeout: number;
}

/** Replaces the data of stores of a stack by that of backups, one of each store. */
export class Restoration {
  private readonly clients: Clients;
  private readonly safety = new Map<string, string>();

  constructor(
    private readonly kubectl: Kubectl,
    private readonly stack: string,
    private readonly cronJobs: BackupCronJobs,
    private readonly backups: readonly Backup[],
    private readonly options: RestorationOptions,
  ) {
    const stores = backups.map(({ store }) => store);
    this.clients = new Clients(kubectl, stack, stores);
  }

  /**
   * Verifies the backups, pauses what connects to the stores, backs up what is there, restores, and resumes: that also
   * if something before it has failed.
   *
   * @throws Failure that says which store has which data now
   */
  public async run(): Promise<void> {
    // All of them before anything is touched.
    await runSteps([
      together(
        'Verify the backups',
        this.backups.map((backup) => this.verifyStep(backup)),
      ),
    ]);
    try {
      await runSteps([
        this.pauseStep(),
        ...(this.options.safetyBackup ? [this.safetySteps()] : []),
        // One after the other: if one fails, none is on its way when the app comes back.
        ...this.backups.map((backup) => this.restoreStep(backup)),
      ]);
    } finally {
      await this.resume();
    }
  }

  private verifyStep({ name, store }: Backup): Step {
    return {
      title: `Verify ${name}`,
      halfDone: 'Nothing was touched.',
      run: async (progress) => {
        try {
          await this.job('restore', store, progress, ['verify', name]);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          throw new Failure(
            `the backup ${name} is refused, and nothing was touched: ${error.message}`,
            `'npx slipway backups ${this.stack}' lists the others.`,
            error.detail,
          );
        }
        progress.done(`${name} is whole and can be read`);
      },
    };
  }

  private pauseStep(): Step {
    const stores = this.backups.map(({ store }) => store).join(', ');
    return {
      title: `Pause what connects to ${stores}`,
      halfDone: 'Nothing was restored.',
      run: async ({ done }) => {
        const names = await this.clients.pause(this.options.timeout);
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

  private restoreStep({ name, store }: Backup): Step {
    return {
      title: `Restore ${store} from ${name}`,
      halfDone: `The restore of ${store} goes on in the cluster; look at it before you use the data.`,
      run: async (progress) => {
        try {
          await this.job('restore', store, progress, ['restore', name]);
        } catch (error) {
          if (!(error instanceof Failure)) throw error;
          throw this.failure(store, error);
        }
        progress.done(`Restored ${store} from ${name}; compared, the same`);
      },
    };
  }

  private failure(store: string, { message, detail }: Failure): Failure {
    const before = this.safety.get(store);
    return new Failure(
      `the restore of ${store} failed: ${message}`,
      before === undefined
        ? `Correct that, and repeat the command.`
        : `What it had before is in ${before}: 'npx slipway restore ${this.stack} --from ${before}'.`,
      detail,
    );
  }

  private async resume(): Promise<void> {
    const resumed = await this.clients.resume();
    // The app is on its way back; who has pressed Ctrl-C does not want to watch that.
    if (resumed.length === 0 || interruption.aborted) return;
    const names = resumed.map(nameOf);
    const watch = new RolloutWatch(this.kubectl, this.stack, new Set(names), this.options.timeout);
    await runSteps([
      {
        title: 'Wait until all is ready again',
        halfDone: 'All that was paused is starting in the cluster.',
        run: ({ parts }) => {
          parts(names.map((name) => watch.stepFor(name)));
          return Promise.resolve();
        },
      },
    ]);
  }

  private job<T>(
    role: 'save' | 'restore',
    store: string,
    progress: Parameters<typeof runJob>[3],
    args?: readonly string[],
  ): Promise<T> {
    return runJob<T>(this.kubectl, this.cronJobs.find(role, store), this.options.timeout, progress, args);
  }
}
