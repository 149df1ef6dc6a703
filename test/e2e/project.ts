import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { context } from '../cluster';
import { type Printed, repository, run } from '../command';

const parts = [
  'apps',
  'bin',
  'cli',
  'images',
  'imports',
  'lib',
  'kind-config.yaml',
  'package.json',
  'tsconfig.json',
];

/** A copy of this repository that has the stack `vault` too, with a chart that is none of its users'. */
export class VaultProject {
  private readonly folder = mkdtempSync(join(tmpdir(), 'slipway-vault-'));

  constructor() {
    for (const part of parts) cpSync(join(repository, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(repository, 'node_modules'), join(this.folder, 'node_modules'));
    this.write(
      'apps/vault/chart.ts',
      readFileSync(join(__dirname, 'chart.ts'), 'utf8').replace('../../../lib', '../../lib'),
    );
    const stacks = readFileSync(join(repository, 'apps/stacks.ts'), 'utf8');
    this.write(
      'apps/stacks.ts',
      `import { Vault } from './vault/chart';\n${stacks.replace('\n};', '\n  vault: Vault,\n};')}`,
    );
  }

  /** Runs a command of slipway on the stack; rejects with what it has printed if it fails. */
  public slipway(command: string, ...args: string[]): Promise<Printed> {
    return run('node', [
      join(this.folder, 'bin/slipway.js'),
      command,
      'vault',
      '--context',
      context,
      ...args,
    ]);
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }

  private write(file: string, text: string): void {
    cpSync(join(__dirname, 'chart.ts'), join(this.folder, file));
    writeFileSync(join(this.folder, file), text);
  }
}
