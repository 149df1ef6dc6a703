import { Command } from 'commander';
import { type Backup, listBackups, readableContents, readableSize } from '../../engine/backup/backup';
import { BackupCronJobs } from '../../engine/backup/cron-jobs';
import type { Duration } from '../../engine/base/duration';
import { connect } from '../../engine/kube/target';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import { invocation } from '../../engine/machine/invocation';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { formatDuration } from '../../engine/text/duration';
import { table } from '../../engine/text/table';
import { type OpenProject, stackOf } from '../project-access';
import { contextOption } from './context-option';
import { isJson, type Output, outputOption } from './output-option';
import { timeoutOption } from './timeout-option';

/** `slipway backups`: lists backups. */
export function backupsCommand(open: OpenProject): Command {
  return outputOption(timeoutOption(contextOption(new Command('backups')), 'a Job', '1h'))
    .argument('<stack>', 'name of the stack')
    .addHelpText(
      'after',
      `
Exits with 1 if a backup is damaged.

Examples:
  $ slipway backups flask-nginx
  $ slipway backups flask-nginx --output json | jq -r '.backups[-1].name'`,
    )
    .action((name: string, options: BackupsOptions) => backups(stackOf(open, name), options));
}

interface BackupsOptions extends ContextOptions, Output {
  readonly timeout: Duration;
}

async function backups(stack: ProjectStack, options: BackupsOptions): Promise<void> {
  const kubectl = await connect(contextOf(options));
  const cronJobs = await BackupCronJobs.of(kubectl, stack);
  const found = await listBackups(kubectl, cronJobs, options.timeout);
  const { context } = kubectl;
  console.log(
    isJson(options)
      ? JSON.stringify({ stack: stack.name, context, backups: found }, null, 2)
      : describeBackups(stack.name, found, Date.now(), context).join('\n'),
  );
  if (found.some(({ damage, foreign }) => damage !== undefined && foreign === undefined)) {
    process.exitCode = 1;
  }
}

/** A table of backups, the newest of each store last. */
export function describeBackups(
  stack: string,
  found: readonly Backup[],
  now: number,
  context: string,
): string[] {
  if (found.length === 0)
    return [`The stack '${stack}' has no backup. '${invocation(`backup ${stack}`, context)}' makes one.`];
  return table([
    ['BACKUP', 'STORE', 'AGE', 'SIZE', 'CONTENTS', 'ENCRYPTED', 'VERIFIED'],
    ...found.map((backup) => [
      backup.name,
      backup.store,
      formatDuration(now - Date.parse(backup.created)),
      backup.damage === undefined ? readableSize(backup.size) : '-',
      backup.damage === undefined ? readableContents(backup) : '-',
      backup.encrypted ? 'yes' : 'no',
      backup.damage ?? backup.foreign ?? 'yes',
    ]),
  ]);
}
