import { Command } from 'commander';
import { backupCommand } from './commands/backup';
import { backupsCommand } from './commands/backups';
import { diffCommand } from './commands/diff';
import { downCommand } from './commands/down';
import { graphCommand } from './commands/graph';
import { logsCommand } from './commands/logs';
import { parityCommand } from './commands/parity';
import { pinCommand } from './commands/pin';
import { restoreCommand } from './commands/restore';
import { rotateCommand } from './commands/rotate';
import { startCommand } from './commands/start';
import { statusCommand } from './commands/status';
import { synthCommand } from './commands/synth';
import { trustCommand } from './commands/trust';
import { upCommand } from './commands/up';
import { projectFolder } from '../engine/stack/project';

/** The command line with all its commands. */
export function program(): Command {
  const slipway = new Command('slipway')
    .description('Launches Docker Compose stacks into Kubernetes.')
    .addCommand(startCommand())
    .addCommand(synthCommand())
    .addCommand(diffCommand())
    .addCommand(graphCommand())
    .addCommand(upCommand())
    .addCommand(statusCommand())
    .addCommand(logsCommand())
    .addCommand(parityCommand())
    .addCommand(pinCommand())
    .addCommand(rotateCommand())
    .addCommand(trustCommand())
    .addCommand(backupCommand())
    .addCommand(backupsCommand())
    .addCommand(restoreCommand())
    .addCommand(downCommand())
    .hook('preAction', () => {
      // Only now: relative paths on the command line mean the folder it was typed in.
      process.chdir(projectFolder);
    });
  for (const command of [slipway, ...slipway.commands])
    command.exitOverride().showHelpAfterError('(--help says more)');
  return slipway;
}
