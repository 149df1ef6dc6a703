import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { type Printed, repository, run } from './command';

/** All that a launch reads. */
const sources = [
  ...['apps', 'bin', 'build', 'images', 'imports', 'lib'],
  ...['audit-policy.yaml', 'kind-config.yaml', 'package.json', 'slipway.config.ts', 'tsconfig.json'],
];

/** A copy of this repository, in which something is different. */
export class Project {
  /** A copy that has the stacks of `test/e2e/<folder>/chart.ts` too, which are none of its users'. */
  public static withStacksOf(folder: string): Project {
    const project = new Project();
    const chart = readFileSync(join(__dirname, folder, 'chart.ts'), 'utf8');
    project.write(`apps/${folder}/chart.ts`, chart.replace('../../../lib', 'slipway'));
    project.edit('slipway.config.ts', [
      'stacks: {',
      'stacks: {\n    ...Object.fromEntries(Object.entries(added).map(([name, chart]) => [name, { chart }])),',
    ]);
    project.edit('slipway.config.ts', [
      'import ',
      `import { stacks as added } from './apps/${folder}/chart';\nimport `,
    ]);
    return project;
  }

  /** A copy that also has the Secrets of the present installation. */
  public static withSecrets(): Project {
    return new Project(['.slipway', ...sources]);
  }

  public readonly folder = mkdtempSync(join(tmpdir(), 'slipway-e2e-'));

  private constructor(parts: readonly string[] = sources) {
    for (const part of parts) cpSync(join(repository, part), join(this.folder, part), { recursive: true });
    symlinkSync(join(repository, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** The command line of its slipway, as a user of the project would call it. */
  public get program(): readonly [string, string] {
    return ['node', join(this.folder, 'bin/slipway.js')];
  }

  /** Runs a command of its slipway; rejects with what it has printed if it fails. */
  public slipway(...args: string[]): Promise<Printed> {
    const [node, program] = this.program;
    return run(node, [program, ...args], '', this.folder);
  }

  /** @param find text of the file that is replaced; must be there */
  public edit(file: string, [find, replacement]: readonly [find: string, replacement: string]): void {
    const text = readFileSync(join(this.folder, file), 'utf8');
    if (!text.includes(find)) throw new Error(`${file} does not contain '${find}'`);
    this.write(file, text.replace(find, replacement));
  }

  public write(file: string, text: string): void {
    mkdirSync(dirname(join(this.folder, file)), { recursive: true });
    writeFileSync(join(this.folder, file), text);
  }

  public remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
