import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { output, run, type RunOptions } from '../../../engine/base/command';
import { Failure } from '../../../engine/base/failure';
import type { ProjectStack } from '../../../engine/stack/project-stack';
import type { ParityChecks } from '../../../lib';
import { type ComposeModel, isolated } from './isolation';

/** A copy of a stack's Compose project. It can run beside the original. */
export class ComposeProject {
  private constructor(
    public readonly name: string,
    public readonly stack: ProjectStack,

    /** The model of the Compose file. */
    public readonly model: ComposeModel,
  ) {}

  /** Reads a stack's Compose file with the values of `.env`, or of `.env.example` if `.env` does not exist. */
  public static async of(stack: ProjectStack): Promise<ComposeProject> {
    const { compose: file, folder } = stack.files;
    if (file === undefined) {
      throw new Failure(
        `the stack '${stack.name}' has no Compose file`,
        `Name it in slipway.config.ts: { compose: '…' }.`,
      );
    }
    const values = ['.env', '.env.example'].map((file) => join(folder, file)).find(existsSync);
    const { exitCode, stdout, stderr } = await run('docker', [
      ...['compose', '--file', file, ...(values ? ['--env-file', values] : [])],
      ...['config', '--format', 'json'],
    ]);
    if (exitCode !== 0) {
      throw new Failure(`docker compose can't read ${file}`, 'Correct the file.', stderr.trim());
    }
    return new ComposeProject(`slipway-parity-${stack.name}`, stack, JSON.parse(stdout) as ComposeModel);
  }

  /** Starts the services of the checks and their dependencies, and waits until all are healthy. */
  public async up({ services, prepare }: ParityChecks): Promise<void> {
    if (prepare) await output(join(this.stack.files.folder, prepare), []);
    // The file has passwords. It is in a folder that only this user may read, and is deleted after its use.
    const folder = mkdtempSync(join(tmpdir(), 'slipway-parity-'));
    try {
      const file = join(folder, 'compose.json');
      writeFileSync(file, JSON.stringify(isolated(this.model, this.name)));
      const { exitCode, stderr } = await run('docker', [
        ...['compose', '--file', file, '--project-name', this.name],
        ...['up', '--detach', '--wait', '--wait-timeout', '300', ...Object.keys(services)],
      ]);
      if (exitCode !== 0) {
        throw new Failure(
          `the stack '${this.stack.name}' does not become healthy with docker compose`,
          `Correct it until 'docker compose up' works in ${this.stack.files.folder}.`,
          stderr.trim().split('\n').slice(-20).join('\n'),
        );
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  }

  /** Deletes the project with its volumes, even after a Ctrl-C. */
  public async down(): Promise<void> {
    await run('docker', ['compose', '--project-name', this.name, 'down', '--volumes', '--remove-orphans'], {
      signal: new AbortController().signal,
    });
  }

  /** Runs `docker compose` on this project. */
  public compose(args: readonly string[], options?: RunOptions): Promise<string> {
    return output('docker', ['compose', '--project-name', this.name, ...args], options);
  }

  /** IDs of the containers of a service. */
  public async containers(service: string): Promise<readonly string[]> {
    return (await this.compose(['ps', '--all', '--quiet', service])).split('\n').filter(Boolean);
  }
}
