import type { Command } from 'commander';
import { BadUsage } from '../engine/base/failure';

/** Options that npm has, too: a user's configuration of npm may set them. */
const ofNpm = ['--yes', '--version', '--help'];

/**
 * Checks that npm has taken no option for itself: of `npm run up --all` npm hands on `up` only.
 *
 * @param command the one that runs
 * @param words what it was given
 * @throws BadUsage, with the command as it has to be written
 */
export function checkNpmOptions(command: Command, words: readonly string[], env = process.env): void {
  const script = env.npm_lifecycle_event;
  if (script === undefined || !['run', 'run-script', 'start'].includes(env.npm_command ?? '')) return;
  const eaten = command.options
    .flatMap(({ long }) => long ?? [])
    .filter((option) => !ofNpm.includes(option) && !words.some((word) => word.startsWith(option)))
    .find((option) => isSet(option, env));
  if (eaten === undefined) return;
  const run = script === 'start' ? 'npm start' : `npm run ${script}`;
  throw new BadUsage(
    `npm took '${eaten}' for itself`,
    `Write '--' before it: '${[run, '--', ...words.slice(1), eaten].join(' ')}'.`,
  );
}

/** npm has an unknown option in its environment: `--all` as `npm_config_all=true`, `--no-all` as an empty text. */
function isSet(option: string, env: NodeJS.ProcessEnv): boolean {
  const name = option.replace(/^--(no-)?/, '').replaceAll('-', '_');
  const value = env[`npm_config_${name}`];
  return value !== undefined && (value === '' || value === 'false') === option.startsWith('--no-');
}
