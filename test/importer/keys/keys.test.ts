import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { imported } from '../../../importer/imported';
import type { Entry } from '../../../importer/ledger/entry';
import { ledger } from '../../../importer/ledger/ledger';
import { kindOnDisk } from '../../../importer/project/disk';
import { Project } from '../../../importer/project/project';
import { resolved } from '../../../importer/rules/groups/project';
import { KeyTree } from '../../../importer/rules/key-tree';
import { inert } from '../../../importer/rules/outcome';
import { type Case, caseFor, rule } from '../../../importer/rules/rule';
import { subjectOf } from '../../../importer/rules/subject';
import { anywhere, groups, keyTree } from '../../../importer/rules/table';
import { errorsOf } from '../../support/compose-files';
import { type LedgerFile, ledgerFile, ledgerFiles, linesOf } from '../../support/ledger-files';

/** What Compose adds by itself to each service. Only project.yaml has lines for it. */
const added = new Set([
  'name',
  'networks.name',
  'networks',
  'command',
  'entrypoint',
  'empty',
  'configs.name',
  'volumes.name',
]);

/** Every key of compose-go's schema, as a leaf of the model. */
const schemaKeys = readFileSync(join(__dirname, '../../../importer/read/compose-go/keys.txt'), 'utf8')
  .trim()
  .split('\n');

const files = new Map<string, LedgerFile & { readonly entries: readonly Entry[] }>();

beforeAll(async () => {
  process.env.WEB_KEY = '-----BEGIN PRIVATE KEY-----';
  for (const name of ledgerFiles) {
    const file = await ledgerFile(name);
    files.set(name, { ...file, entries: ledger(new Project(file.model, kindOnDisk), file.leaves) });
  }
}, 120_000);

describe('each leaf becomes what its file says', () => {
  test.each(ledgerFiles)('%s.yaml', (name) => {
    const { model, leaves = [], entries = [], expected } = files.get(name) ?? {};
    expect(model && errorsOf(model)).toEqual([]);
    const listed = entries.filter(
      (entry, index) => name === 'project' || leaves[index]?.via !== 'default' || !added.has(entry.rule),
    );
    expect(linesOf(listed)).toEqual(expected);
  });

  test.each(ledgerFiles)('at the places of the manifests that %s.yaml names', async (name) => {
    const { model } = files.get(name) ?? {};
    if (!model) throw new Error(`${name}.yaml is not read`);
    const { missing } = await imported(model, {
      project: __dirname,
      chart: () => join(__dirname, 'chart.ts'),
    });
    expect(missing).toEqual([]);
  });

  test('at the place where it is written, by the rule that says so', () => {
    const entries = files.get('image')?.entries ?? [];

    expect(entries.find(({ path }) => path === 'services.known.user')).toEqual({
      path: 'services.known.user',
      at: 'compose.yaml:13:41',
      fate: 'refused',
      rule: 'user',
      why: 'Kubernetes does not look names up in the image.',
      fix: 'Write the number instead: `docker compose run --rm --entrypoint id known` prints it.',
    });
    expect(entries.find(({ path }) => path === 'services.web.image')).toEqual({
      path: 'services.web.image',
      at: 'compose.yaml:3:12',
      fate: 'mapped',
      to: [{ object: 'Deployment/web', field: 'spec.template.spec.containers[0].image' }],
      rule: 'image',
    });
  });
});

describe('each key of the schema', () => {
  const leafOf = (key: string) => ({ path: key.replaceAll('*', 'a').replaceAll('[]', '[0]'), value: 'text' });

  test('has a rule', () => {
    expect(schemaKeys.length).toBeGreaterThan(500);
    expect(schemaKeys.filter((key) => keyTree.find(leafOf(key)) === undefined)).toEqual([]);
  });

  test('has a leaf in one of the files, unless the model has none, and so has each case of each rule', () => {
    const patterns = new Set<string>();
    const cases = new Set<Case>();
    for (const { model, leaves, entries } of files.values()) {
      const project = new Project(model, kindOnDisk);
      for (const [index, leaf] of leaves.entries()) {
        const found = keyTree.find(leaf);
        if (!found || entries[index]?.rule !== found.rule.name) continue;
        patterns.add(found.pattern);
        cases.add(caseFor(found.rule, subjectOf(leaf, project)));
      }
    }
    const expected = Object.values(groups)
      .flat()
      .filter((each) => !resolved.includes(each));

    expect(expected.flatMap(({ keys }) => keys).filter((key) => !patterns.has(key))).toEqual([]);
    expect(
      expected.flatMap(({ name, cases: all }) =>
        all.filter((each) => !cases.has(each)).map(({ when = 'else' }) => `${name}: ${when}`),
      ),
    ).toEqual([]);
    expect(resolved.flatMap(({ keys }) => keys).filter((key) => patterns.has(key))).toEqual([]);
  });

  test('would be missed without its rule', () => {
    const others = Object.values(groups)
      .flat()
      .filter(({ name }) => name !== 'image');
    const tree = new KeyTree(others, anywhere);

    expect(schemaKeys.filter((key) => tree.find(leafOf(key)) === undefined)).toEqual(['services.*.image']);
  });

  test('has one rule', () => {
    const twice = [rule('a', ['name'], inert('')), rule('b', ['name'], inert(''))];

    expect(() => new KeyTree(twice, anywhere)).toThrow('two rules have the pattern name');
  });
});
