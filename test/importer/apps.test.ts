import { join } from 'node:path';
import { imported } from '../../importer/imported';
import { readCompose } from '../../importer/read/read-compose';
import project from '../../slipway.config';
import { type Manifest, Manifests } from '../support/manifests';
import { type Difference, differences } from '../support/object-differences';
import { testDev } from '../support/stack';
import { manifestsOf } from '../support/stacks';
import { accepted, groupOf } from './accepted-differences';

const root = join(__dirname, '../..');
const found = new Map<string, readonly Difference[]>();

async function importOfApp(stack: string): Promise<Manifests> {
  const folder = join(root, 'apps', stack);
  const model = await readCompose({
    files: [join(folder, 'compose.yaml')],
    envFiles: [join(folder, '.env.example')],
    env: {},
  });
  const { manifests, missing } = await imported(model, {
    project: root,
    chart: () => join(folder, 'chart.ts'),
  });
  expect(missing).toEqual([]);
  return new Manifests(manifests as unknown as Manifest[]);
}

beforeAll(async () => {
  for (const stack of project.stacks) {
    const ours = manifestsOf(stack, { ...testDev, tls: 'existing' });
    found.set(stack, differences(ours, await importOfApp(stack)));
  }
}, 120_000);

test.each(project.stacks)(
  'the import of apps/%s/compose.yaml differs from its chart only as is accepted',
  (stack) => {
    const others = (found.get(stack) ?? []).filter((difference) => !groupOf(difference));

    expect(
      others.map(({ object, field, ours, theirs }) => `${object} ${field}: ${ours} -> ${theirs}`),
    ).toEqual([]);
  },
);

test('each difference that is accepted is there', () => {
  const used = new Set([...found.values()].flat().map(groupOf));

  expect(accepted.filter((group) => !used.has(group)).map(({ reason }) => reason)).toEqual([]);
});
