import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

const packages = join(__dirname, '../../node_modules');

/** Runs a program of a development dependency, by its path. @throws with its output if it fails */
export async function runProgram(path: string, ...args: readonly string[]): Promise<void> {
  try {
    await promisify(execFile)(process.execPath, [join(packages, path), ...args]);
  } catch (error) {
    const { stdout = '', stderr = '' } = error as { stdout?: string; stderr?: string };
    throw new Error(`${path} failed:\n${stdout}${stderr}`, { cause: error });
  }
}
