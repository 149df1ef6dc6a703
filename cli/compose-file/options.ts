import type { Command } from 'commander';
import type { Sources } from './read';

/** The options of commands that read Compose files. */
export interface FileOptions {
  readonly file: readonly string[];
  readonly profile: readonly string[];
  readonly envFile: readonly string[];
}

/** Adds the argument for a Compose file, and the options of Docker Compose that say how it is read. */
export function composeFile(command: Command): Command {
  return command
    .argument('<compose.yaml>', 'Compose file to read')
    .option('-f, --file <file>', 'further Compose file that overrides it (repeatable)', collect, [])
    .option('--profile <name>', 'active profile (repeatable)', collect, [])
    .option('--env-file <file>', 'file of variables (repeatable; default: .env)', collect, []);
}

/** What the argument and the options name. */
export function sourcesOf(file: string, options: FileOptions): Sources {
  return { files: [file, ...options.file], profiles: options.profile, envFiles: options.envFile };
}

function collect(value: string, previous: readonly string[]): string[] {
  return [...previous, value];
}
