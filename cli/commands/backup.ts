import { Command } from 'commander';
import { type Backup, readableContents, readableSize } from '../../engine/backup/backup';
import { refuseWhileBusy } from '../../engine/backup/busy';
import { BackupCronJobs } from '../../engine/backup/cron-jobs';
import { runJob } from '../../engine/backup/job';
import type { Duration } from '../../engine/base/duration';
import { BadUsage, Failure } from '../../engine/base/failure';
import { startingAnew } from '../../engine/base/interrupt';
import { connect } from '../../engine/kube/target';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import { settled, type Step, together } from '../../engine/progress/step';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { formatDuration } from '../../engine/text/duration';
import { suggestion } from '../../lib/nearest';
import { type OpenProject, stackOf } from '../project-access';
import { terminalReporter } from '../terminal/reporter';
import { contextOption } from './context-option';
import { timeoutOption } from './timeout-option';

/** `slipway backup`: backs up stores now. */
export function backupCommand(open: OpenProject): Command {
  return timeoutOption(contextOption(new Command('backup')), 'a Job', '1h')
    .argument('<stack>', 'name of the stack')
    .argument('[store...]', 'stores to back up (default: all stores of Backups)')
    .addHelpText(
      'after',
      `
Examples:
  $ slipway backup flask-nginx
  $ slipway backup flask-nginx postgres`,
    )
    .action((name: string, stores: readonly string[], options: BackupOptions) =>
      startingAnew(() => backup(stackOf(open, name), stores, options)),
    );
}

interface BackupOptions extends ContextOptions {
  readonly timeout: Duration;
}

async function backup(stack: ProjectStack, wanted: readonly string[], options: BackupOptions): Promise<void> {
  const kubectl = await connect(contextOf(options));
  const cronJobs = await BackupCronJobs.of(kubectl, stack);
  const stores =
    wanted.length > 0
      ? [...new Set(wanted)].map((store) => known(stack.name, store, cronJobs.stores))
      : cronJobs.stores;
  // During a restore the backup would contain half of the data.
  await refuseWhileBusy(kubectl, stack.name, ['restore'], stores);
  const steps = stores.map((store): Step => ({
    title: `Back up ${store}`,
    halfDone: `The backup of ${store} continues in the cluster.`,
    run: async (progress) => {
      const made = await runJob<Backup>(kubectl, cronJobs.find('save', store), progress, {
        stack,
        timeout: options.timeout,
      });
      progress.done(`${made.name}: ${summary(made)}`);
    },
  }));
  await terminalReporter().runAll([together(`Back up ${stores.join(', ')}`, settled(steps, allOf))]);
}

/** One failure for all errors. An interruption, or an unexpected error, is returned as it is. */
function allOf(errors: readonly unknown[]): unknown {
  const failures = errors.filter((error) => error instanceof Failure);
  if (failures.length < errors.length) return errors.find((error) => !(error instanceof Failure));
  return new Failure(
    `${failures.length} backups failed: ${failures.map(({ message }) => message).join('; ')}`,
    [...new Set(failures.map(({ fix }) => fix))].join(' '),
    failures.flatMap(({ detail = [] }) => detail).join('\n\n') || undefined,
  );
}

/** `12 KiB, 120 in 3, verified, 1s` */
export function summary(backup: Backup): string {
  const { size, seconds, encrypted } = backup;
  return [
    readableSize(size),
    readableContents(backup),
    encrypted ? 'encrypted, verified' : 'verified',
    formatDuration(seconds * 1_000),
  ].join(', ');
}

function known(stack: string, store: string, stores: readonly string[]): string {
  if (stores.includes(store)) return store;
  throw new BadUsage(
    `the Backups of the stack '${stack}' have no store '${store}'${suggestion(store, stores)}`,
    `They have ${stores.join(', ')}.`,
  );
}
