import type { Command } from 'commander';
import { BadUsage } from '../engine/base/failure';

/** Options that npm has too. The user's npm configuration may set them. */
const ofNpm = ['--yes', '--version', '--help'];

/**
 * Checks that npm has not consumed an option of slipway: of `npm run up --all` npm passes on only `up`.
 *
 * @param command the command that runs
 * @param words its arguments
 * @throws BadUsage with the correct command
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
    `npm did not pass '${eaten}' on to slipway`,
    `Write '--' before it: '${[run, '--', ...words.slice(1), eaten].join(' ')}'.`,
  );
}

/** Whether npm has consumed an option. It sets `npm_config_all=true` for `--all`, and an empty value for `--no-all`. */
function isSet(option: string, env: NodeJS.ProcessEnv): boolean {
  const name = option.replace(/^--(no-)?/, '').replaceAll('-', '_');
  const value = env[`npm_config_${name}`];
  return value !== undefined && (value === '' || value === 'false') === option.startsWith('--no-');
}
