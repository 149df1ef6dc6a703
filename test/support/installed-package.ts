import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, symlinkSync, unlinkSync } from 'node:fs';
import { dirname, join } from 'node:path';

const repository = join(__dirname, '../..');

/** What a run of a program has left. */
export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * A folder in which the package is installed as its tarball has it, beside what this repository has in node_modules: so
 * nothing is downloaded.
 */
export class InstalledPackage {
  /** @param without packages that are not there, such as `typescript` */
  constructor(
    public readonly folder: string,
    without: readonly string[] = [],
  ) {
    const modules = join(folder, 'node_modules');
    mkdirSync(join(modules, 'slipway'), { recursive: true });
    for (const name of packages()) {
      if (without.includes(name)) continue;
      mkdirSync(dirname(join(modules, name)), { recursive: true });
      symlinkSync(join(repository, 'node_modules', name), join(modules, name));
    }
    execFileSync('tar', ['xzf', tarball(folder), '--strip-components=1', '-C', join(modules, 'slipway')]);
  }

  /** Puts another package in the place of an installed one: `typescript-7` in that of `typescript`. */
  public replace(name: string, by: string): void {
    unlinkSync(join(this.folder, 'node_modules', name));
    symlinkSync(join(repository, 'node_modules', by), join(this.folder, 'node_modules', name));
  }

  public slipway(...args: readonly string[]): Ran {
    return this.node(join(this.folder, 'node_modules/slipway/bin/slipway.js'), ...args);
  }

  /** Runs a program of a package by the path of its file. */
  public program(file: string, ...args: readonly string[]): Ran {
    return this.node(join(this.folder, 'node_modules', file), ...args);
  }

  // Symlinks stay what they are: a package finds its neighbours where it is installed.
  private node(...args: readonly string[]): Ran {
    const env = { ...process.env, NODE_PRESERVE_SYMLINKS: '1', NODE_OPTIONS: '', CI: '' };
    return spawnSync(process.execPath, args, { cwd: this.folder, encoding: 'utf8', env });
  }
}

function tarball(folder: string): string {
  const args = ['pack', '--ignore-scripts', '--pack-destination', folder];
  execFileSync('npm', args, { cwd: repository, stdio: 'ignore' });
  const file = readdirSync(folder).find((name) => name.endsWith('.tgz'));
  if (file === undefined) throw new Error('npm has packed nothing');
  return join(folder, file);
}

/** `jest` and `@types/jest`, but not the folders of npm itself. */
function packages(): string[] {
  const modules = join(repository, 'node_modules');
  return readdirSync(modules)
    .filter((name) => !name.startsWith('.'))
    .flatMap((name) =>
      name.startsWith('@') ? readdirSync(join(modules, name)).map((each) => `${name}/${each}`) : [name],
    );
}
