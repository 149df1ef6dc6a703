import { Command } from 'commander';
import { packageVersion } from '../engine/base/package';
import { type CommandEntry, commands } from './commands';
import { checkNpmOptions } from './npm-options';
import type { OpenProject } from './project-access';

/**
 * The command line.
 *
 * Only the command that `words` name is loaded whole: of the others, help shows the description.
 *
 * @param words what follows `slipway`
 * @param open @default - opens the project of the working directory
 * @throws BadUsage if npm has taken an option of the command for itself
 */
export async function program(words: readonly string[], open?: OpenProject): Promise<Command> {
  const slipway = new Command('slipway')
    .description('Launches Docker Compose stacks into Kubernetes.')
    .version(packageVersion(), '-V, --version', 'print the version');
  const named = words.find((word) => !word.startsWith('-'));
  const access = async (): Promise<OpenProject> => open ?? (await defaultAccess());
  for (const { name, description, load } of commands) {
    const command = name === named ? await whole(load, access) : new Command(name);
    if (name === named) checkNpmOptions(command, words);
    slipway.addCommand(command.description(description));
  }
  if (named === 'complete') slipway.addCommand(await completion(access), { hidden: true });
  for (const command of [slipway, ...slipway.commands])
    command.exitOverride().showHelpAfterError('(--help says more)');
  return slipway;
}

/** A command with all that it takes. */
async function whole(load: CommandEntry['load'], access: () => Promise<OpenProject>): Promise<Command> {
  const command = (await load())(await access());
  return command.option('--verbose', 'print each call of kubectl, docker and kind to standard error');
}

async function completion(access: () => Promise<OpenProject>): Promise<Command> {
  const { completeCommand } = await import('./commands/complete.js');
  return completeCommand({
    commands,
    access,
    command: async (name) => {
      const entry = commands.find((each) => each.name === name);
      if (!entry) throw new Error(`there is no command '${name}'`);
      return whole(entry.load, access);
    },
  });
}

// Loaded only with a command: it brings the whole library along.
async function defaultAccess(): Promise<OpenProject> {
  return (await import('./project-access.js')).projectAccess();
}
