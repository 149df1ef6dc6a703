import { Command } from 'commander';
import { join } from 'node:path';
import { packageFolder } from '../../engine/base/package';
import { candidatesFor, type Knowledge } from '../completion/candidates';
import { kept } from '../completion/kept';
import { projectNames } from '../completion/project-names';
import { shapeOf } from '../completion/shape';
import type { OpenProject } from '../project-access';

/** The parts of the command line that completion needs. */
export interface CompleteOptions {
  readonly commands: Knowledge['commands'];

  /** Loads a command with its arguments and options. */
  readonly command: (name: string) => Promise<Command>;
  readonly access: () => Promise<OpenProject>;
}

/**
 * `slipway complete -- up fl`, which the scripts of `slipway completion` call. Prints a candidate and its description on
 * each line.
 */
export function completeCommand({ commands, command, access }: CompleteOptions): Command {
  return new Command('complete').argument('[words...]').action(async (words: readonly string[]) => {
    const candidates = await candidatesFor(words, {
      commands,
      shape: (name) =>
        kept(process.cwd(), ['command', name, __filename], async () => ({
          value: shapeOf(await command(name)),
          files: [__filename, join(packageFolder(), 'package.json')],
        })),
      names: () => projectNames(process.cwd(), access),
    });
    for (const { word, description } of candidates) console.log(`${word}\t${description}`);
  });
}
