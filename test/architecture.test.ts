import { circles } from './support/circles';
import { engineExceptions, engineViolations } from './support/engine-rules';
import { forbiddenImports, homeless } from './support/layers';
import { sourcesOf } from './support/source-files';

const ownCode = sourcesOf('loader', 'lib', 'engine', 'importer', 'cli');
const project = sourcesOf('apps', 'main.ts', 'slipway.config.ts');

/** A file that imports `target`. */
function planted(file: string, target: string): Record<string, string> {
  return { [file]: `import type { X } from '${target}';\n` };
}

describe('layers', () => {
  test('a file imports only its own layer and lower ones', () => {
    expect(forbiddenImports({ ...ownCode, ...project })).toEqual([]);
  });

  test('each file has a place', () => {
    expect(homeless(ownCode)).toEqual([]);
    expect(homeless({ 'lib/compose/read.ts': '', 'engine/read.ts': '' })).toHaveLength(2);
  });

  test.each([
    // upwards
    ['loader/hook.ts', '../lib/contract'],
    ['lib/contract.ts', './local/local-secrets'],
    ['lib/local/image-lock.ts', '../core/environment'],
    ['lib/core/stack.ts', '../workload/web-service'],
    ['lib/data/postgres/postgres.ts', '../../backup/backups'],
    ['lib/workload/pod.ts', '../index'],
    ['lib/workload/pod.ts', '..'],
    ['engine/base/command.ts', '../progress/step'],
    ['engine/health/advice.ts', '../backup/cron-jobs'],
    ['engine/stack/synthesis.ts', '../deploy/apply'],
    ['lib/core/stack.ts', '../../engine/base/failure'],
    ['engine/deploy/rollback.ts', '../../cli/terminal/paint'],
    ['importer/source/parse.ts', '../read/read-compose'],
    ['importer/read/placed.ts', '../locate/locate'],
    ['cli/terminal/paint.ts', '../status/view'],
    ['cli/diff/print.ts', '../commands/diff'],
    ['cli/commands/up.ts', '../program'],
    ['cli/program.ts', './main.js'],
    // to a neighbour on the same floor
    ['lib/data/postgres/postgres.ts', '../../edge/gateway'],
    ['lib/data/mongo/mongo.ts', '../redis/redis'],
    ['lib/data/postgres/postgres.ts', '../postgres-cluster/postgres-cluster'],
    ['engine/text/table.ts', '../base/failure'],
    ['engine/rotation/rotation.ts', '../backup/job'],
    ['cli/status/view.ts', '../logs/source'],
    // past a public surface
    ['engine/kube/images.ts', '../../lib/core/stack'],
    ['cli/commands/up.ts', '../../imports/k8s'],
    ['importer/locate/locate.ts', '../../lib/core/stack'],
    ['importer/read/read-compose.ts', '../../engine/kube/kubectl'],
    ['engine/deploy/apply.ts', '../../importer/read/read-compose'],
    ['lib/core/stack.ts', 'slipway'],
    ['apps/shop/chart.ts', '../../lib'],
    ['apps/shop/chart.ts', '../../lib/core/stack'],
    ['apps/shop/chart.ts', '../../lib/contract'],
    ['apps/shop/chart.ts', '../../imports/k8s'],
    ['apps/shop/chart.ts', '../../engine/stack/synthesis'],
    ['slipway.config.ts', './lib/core/environment'],
    // to a project
    ['lib/edge/ingress.ts', '../../apps/stacks'],
    ['engine/stack/inventory.ts', '../../apps/stacks'],
    ['cli/program.ts', '../slipway.config'],
    ['cli/program.ts', '../main'],
    ['lib/project/project.ts', '../../slipway.config.js'],
  ])('a planted import from %s to %s is found', (file, target) => {
    expect(forbiddenImports(planted(file, target))).toHaveLength(1);
  });

  test.each([
    ['apps/shop/chart.ts', './images'],
    ['apps/shop/chart.ts', 'slipway'],
    ['slipway.config.ts', './apps/shop/chart'],
    ['lib/data/postgres-cluster/backups.ts', '../object-store/bucket'],
    ['lib/data/redis/signals.ts', '../database-signals'],
    ['lib/workload/pod.ts', '../contract'],
    ['engine/kube/images.ts', '../../lib'],
    ['cli/graph/text.ts', '../../lib/contract'],
    ['importer/read/read-compose.ts', '../../engine/base/command'],
  ])('an import from %s to %s is allowed', (file, target) => {
    expect(forbiddenImports(planted(file, target))).toEqual([]);
  });
});

describe('circles', () => {
  test('no files import each other in a circle', () => {
    expect(circles(ownCode)).toEqual([]);
  });

  test('planted circles are found, of types, through re-exports and through an index', () => {
    const sources = {
      'lib/a.ts': `import type { B } from './b';\n`,
      'lib/b.ts': `export { c } from './c/c';\n`,
      'lib/c/c.ts': `import {\n  d,\n} from '..';\n`,
      'lib/index.ts': `export { a } from './a';\n`,
      'cli/a.ts': `type Self = typeof import('./a');\n`,
    };
    expect(circles(sources)).toEqual([
      'lib/a.ts -> lib/b.ts -> lib/c/c.ts -> lib/index.ts -> lib/a.ts',
      'cli/a.ts -> cli/a.ts',
    ]);
  });

  test('two ways to the same file are no circle', () => {
    const sources = { 'a.ts': `import './b';\nimport './c';\n`, 'b.ts': `import './c';\n`, 'c.ts': '' };
    expect(circles(sources)).toEqual([]);
  });
});

describe('the engine', () => {
  test('parses no command line, ends no process, and prints in progress/ only', () => {
    expect(engineViolations(sourcesOf('engine'))).toEqual(engineExceptions);
  });

  test.each([
    ['engine/text/duration.ts', `import { InvalidArgumentError } from 'commander';`],
    ['engine/progress/live.ts', `import { Option } from 'commander';`],
    ['engine/deploy/apply.ts', `console.error('x');`],
    ['engine/deploy/apply.ts', `const { log } = console;`],
    ['engine/backup/job.ts', `process.stdout.write('x');`],
    ['engine/base/interrupt.ts', `process.exitCode = 1;`],
    ['engine/progress/plain.ts', `process.exit(1);`],
  ])('planted in %s, %s is found', (file, line) => {
    expect(engineViolations({ [file]: `${line}\n` })).toHaveLength(1);
  });

  test.each([
    ['engine/progress/plain.ts', `console.log(process.stdout.isTTY);`],
    ['engine/deploy/apply.ts', ` * It does not use console.`],
  ])('in %s, %s is allowed', (file, line) => {
    expect(engineViolations({ [file]: `${line}\n` })).toEqual([]);
  });
});

describe('files', () => {
  const sources = { ...ownCode, ...project, ...sourcesOf('test', 'scripts', 'bench') };

  test.each(Object.keys(sources))('%s has at most 300 lines', (file) => {
    expect(sources[file]?.split('\n').length).toBeLessThanOrEqual(301);
  });

  test('lib/index.ts only re-exports', () => {
    const lines = ownCode['lib/index.ts']?.split('\n') ?? [];

    expect(
      lines.filter(
        (line) =>
          line !== '' && !/^export (type )?\{.*\} from '.*';$|^export \{$|^ {2}|^\} from '.*';$/.test(line),
      ),
    ).toEqual([]);
  });
});
