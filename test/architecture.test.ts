import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { upwardImports, upwardImportsOf } from './support/layers';

const root = join(__dirname, '..');

function files(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !/(^|\/)(images|node_modules)\//.test(file))
    .map((file) => `${folder}/${file}`);
}

const code = [...files('lib'), ...files('apps'), ...files('cli'), 'main.ts'];

describe('architecture', () => {
  test.each(code)('%s imports its own layer and lower ones', (file) => {
    expect(upwardImportsOf(root, file)).toEqual([]);
  });

  test.each([
    ['lib/core/stack.ts', '../workload/web-service'],
    ['lib/data/postgres.ts', '../edge/gateway'],
    ['lib/workload/pod.ts', '../index'],
    ['apps/shop/chart.ts', '../../lib/core/stack'],
    ['apps/shop/chart.ts', '../../imports/k8s'],
    ['cli/up.ts', '../imports/k8s'],
    ['lib/edge/ingress.ts', '../../apps/stacks'],
  ])('a planted import from %s to %s is found', (file, target) => {
    expect(upwardImports(file, `import { x } from '${target}';\n`)).toHaveLength(1);
  });

  test.each(['../../lib', './shop'])('an import from apps/shop/chart.ts to %s is allowed', (target) => {
    expect(upwardImports('apps/shop/chart.ts', `import { x } from '${target}';\n`)).toEqual([]);
  });

  test.each([...code, ...files('test'), ...files('scripts'), ...files('bench')])(
    '%s has at most 300 lines',
    (file) => {
      expect(readFileSync(join(root, file), 'utf8').split('\n').length).toBeLessThanOrEqual(301);
    },
  );

  test('lib/index.ts only re-exports', () => {
    const lines = readFileSync(join(root, 'lib/index.ts'), 'utf8').split('\n');

    expect(
      lines.filter(
        (line) =>
          line !== '' && !/^export (type )?\{.*\} from '.*';$|^export \{$|^ {2}|^\} from '.*';$/.test(line),
      ),
    ).toEqual([]);
  });
});
