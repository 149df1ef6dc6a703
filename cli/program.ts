import { Command } from 'commander';
import { packageVersion } from '../engine/base/package';
import { type CommandEntry, commands } from './commands';
import { checkNpmOptions } from './npm-options';
import type { OpenProject } from './project-access';

/**
 * The command line.
 *
 * Loads only the code of the command in `words`. The help shows the descriptions of the others.
 *
 * @param words the arguments of `slipway`
 * @param open @default - opens the project of the working directory
 * @throws BadUsage if npm has consumed an option of the command
 */
export async function program(words: readonly string[], open?: OpenProject): Promise<Command> {
  const slipway = new Command('slipway')
    .description('Runs Docker Compose projects on Kubernetes.')
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
    command.exitOverride().showHelpAfterError('(see --help)');
  return slipway;
}

/** A command with its arguments and options. */
async function whole(load: CommandEntry['load'], access: () => Promise<OpenProject>): Promise<Command> {
  const command = (await load())(await access());
  return command.option('--verbose', 'print each call of kubectl, docker and kind to stderr');
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

// Loaded only with a command, since it loads the whole library.
async function defaultAccess(): Promise<OpenProject> {
  return (await import('./project-access.js')).projectAccess();
}
