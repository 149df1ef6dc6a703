import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** Root of the repository. */
export const repository = join(__dirname, '../..');

/** Milliseconds: none takes so long on a machine that is not overloaded; one that hangs would keep jest from ending. */
export const longest = 1_200_000;

/** What a command that succeeded has printed. */
export interface Printed {
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a command; rejects with all it has printed if it fails.
 *
 * @param cwd @default - the repository's root
 */
export function run(
  command: string,
  args: readonly string[],
  input = '',
  cwd = repository,
): Promise<Printed> {
  return new Promise((resolve, reject) => {
    const options = { cwd, maxBuffer: 64 * 1024 * 1024, timeout: longest };
    const child = execFile(command, args, options, (error, stdout, stderr) => {
      if (error) {
        const how = error.code === undefined ? '' : ` with exit code ${error.code}`;
        reject(new Error(`${command} ${args.join(' ')} failed${how}: ${stderr || error.message}\n${stdout}`));
      } else resolve({ stdout, stderr });
    });
    child.stdin?.end(input);
  });
}

/** Runs the slipway of this repository, as a user would. */
export function slipway(...args: string[]): Promise<Printed> {
  return run('node', ['bin/slipway.js', ...args]);
}
