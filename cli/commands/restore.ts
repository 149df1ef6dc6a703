import { Command } from 'commander';
import { type Backup, listBackups } from '../../engine/backup/backup';
import { BackupCronJobs } from '../../engine/backup/cron-jobs';
import { Restoration } from '../../engine/backup/restoration';
import { latest, selectBackups, selectInto } from '../../engine/backup/select';
import type { Duration } from '../../engine/base/duration';
import { BadUsage } from '../../engine/base/failure';
import { startingAnew } from '../../engine/base/interrupt';
import { StackLock } from '../../engine/kube/stack-lock';
import { connect } from '../../engine/kube/target';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { formatDuration } from '../../engine/text/duration';
import { type OpenProject, stackOf } from '../project-access';
import { confirmed } from '../terminal/confirmation';
import { terminalReporter } from '../terminal/reporter';
import { contextOption } from './context-option';
import { timeoutOption } from './timeout-option';

/** `slipway restore`: restores stores from backups. */
export function restoreCommand(open: OpenProject): Command {
  return timeoutOption(contextOption(new Command('restore')), 'a Job', '1h')
    .argument('<stack>', 'name of the stack')
    .requiredOption(
      '--from <backup...>',
      `backups, at most one of each store, or '${latest}' for the newest of each`,
    )
    .option('--into <store>', 'restore the backup into this store (default: the store of the backup)')
    .option('--foreign', 'accept backups of another stack or cluster, such as a lost one', false)
    .option('--yes', 'do not ask for confirmation', false)
    .option('--no-safety-backup', 'do not back up the present data, if the store is too damaged for a backup')
    .addHelpText(
      'after',
      `
Verifies the backups before anything changes, and backs up the present data. Scales the clients of the stores to zero
during the restore, and compares every table, collection and bucket with the backup at the end. A damaged backup is
refused. A backup of another stack or cluster needs --foreign.

Examples:
  $ slipway backups flask-nginx
  $ slipway restore flask-nginx --from postgres-20260131t020000z
  $ slipway restore flask-nginx --from latest --yes
  $ slipway restore flask-nginx --from latest --foreign    # in a new cluster
  $ slipway restore flask-nginx --from redis-20260131t021500z --into cache    # redis was renamed to cache`,
    )
    .action((name: string, options: RestoreOptions) =>
      startingAnew(() => restore(stackOf(open, name), options)),
    );
}

interface RestoreOptions extends ContextOptions {
  readonly from: readonly string[];
  readonly into?: string;
  readonly foreign: boolean;
  readonly yes: boolean;
  readonly safetyBackup: boolean;
  readonly timeout: Duration;
}

async function restore(stack: ProjectStack, options: RestoreOptions): Promise<void> {
  const start = Date.now();
  const kubectl = await connect(contextOf(options));
  const cronJobs = await BackupCronJobs.of(kubectl, stack);
  const there = await listBackups(kubectl, cronJobs, options.timeout);
  const { from, into, foreign } = options;
  const { stores } = cronJobs;
  const choice = { stack: stack.name, backups: there, stores, context: kubectl.context, foreign };
  const backups = into === undefined ? selectBackups(choice, from) : selectInto(choice, from, into);
  const strangers = there.filter(({ store }) => !stores.includes(store));
  if (from.includes(latest) && strangers.length > 0) {
    const names = [...new Set(strangers.map(({ store }) => store))].sort().join(', ');
    console.log(`Ignored backups of stores that the stack no longer has: ${names}`);
  }
  if (!options.yes && !(await isWanted(question(stack.name, kubectl.context, backups)))) {
    console.log('Nothing was changed.');
    process.exitCode = 1;
    return;
  }
  const reporter = terminalReporter();
  const restoration = new Restoration(kubectl, stack.name, cronJobs, backups, options, reporter);
  // Only after the confirmation, so that an open question does not block other commands.
  await new StackLock(kubectl, stack.name, 'restore', reporter).during(() => restoration.run());
  console.log(`
${stack.name} has the data of ${backups.map(({ name }) => name).join(', ')} (${formatDuration(Date.now() - start)})`);
}

function question(stack: string, context: string, backups: readonly Backup[]): string {
  const which = backups.map(
    ({ store, name, created, foreign }) =>
      `  ${store}: ${name}, ${formatDuration(Date.now() - Date.parse(created))} old${foreign === undefined ? '' : `: ${foreign}`}\n`,
  );
  return `This replaces data of '${stack}' on ${context}. Its clients stop meanwhile:\n${which.join('')}Continue? [y/N] `;
}

function isWanted(text: string): Promise<boolean> {
  if (!process.stdin.isTTY) {
    throw new BadUsage(
      'a restore replaces data, and there is no terminal to ask for confirmation',
      'Confirm it with --yes.',
    );
  }
  return confirmed(text, process.stdin, process.stdout);
}
