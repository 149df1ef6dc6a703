import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Entry } from '../../../importer/ledger/entry';
import { ledger } from '../../../importer/ledger/ledger';
import type { Leaf } from '../../../importer/locate/leaf';
import { locate } from '../../../importer/locate/locate';
import { kindOnDisk } from '../../../importer/project/disk';
import { Project } from '../../../importer/project/project';
import type { ComposeMapping, ComposeModel, ComposeValue } from '../../../importer/read/compose-model';
import { readText } from '../../support/compose-files';

const keysFile = join(__dirname, '../../../importer/read/compose-go/keys.txt');
const keys = readFileSync(keysFile, 'utf8').trim().split('\n');

/** What is wrong with the entries of some leaves. */
function faults(leaves: readonly Leaf[], entries: readonly Entry[]): string[] {
  return [
    ...(entries.length === leaves.length ? [] : [`${entries.length} entries of ${leaves.length} leaves`]),
    ...leaves
      .filter(({ path }, index) => entries[index]?.path !== path)
      .map(({ path }) => `no entry of ${path}`),
    ...entries.filter((entry) => !isWhole(entry)).map(({ path, fate }) => `${path} lacks a part: ${fate}`),
    ...entries.filter(({ rule }) => rule === 'unknown').map(({ path }) => `${path} is not looked at`),
  ];
}

function isWhole({ fate, to, why, fix }: Entry): boolean {
  if (fate === 'mapped') return to !== undefined;
  if (fate === 'inferred' || fate === 'approximated') return to !== undefined && why !== undefined;
  return to === undefined && why !== undefined && (fate === 'inert' || fix !== undefined);
}

/** A mutable part of a model. */
interface Part {
  [name: string]: ComposeValue | Part;
}

/** Puts a value at a key of the schema, with names of two services and of others. */
function put(model: Part, key: string, name: string, value: ComposeValue): void {
  const steps = key.replaceAll('[]', '.[]').split('.');
  let part = model;
  for (const [index, step] of steps.entries()) {
    const word = step === '*' ? name : step === '[]' ? '0' : step;
    if (index === steps.length - 1) part[word] = value;
    else part = part[word] = isPart(part[word]) ? part[word] : {};
  }
}

function isPart(value: ComposeValue | Part | undefined): value is Part {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** With lists in the place of mappings whose only name is `0`. */
function withLists(part: ComposeValue | Part): ComposeValue {
  if (!isPart(part)) return part;
  if (Object.keys(part).length === 1 && part['0'] !== undefined) return [withLists(part['0'])];
  return Object.fromEntries(Object.entries(part).map(([name, value]) => [name, withLists(value)]));
}

function modelOf(choices: readonly (readonly [string, string, ComposeValue])[]): ComposeModel {
  const parts: Part = { services: {} };
  for (const [key, name, value] of choices) put(parts, key, name, value);
  return {
    project: withLists(parts) as ComposeMapping,
    unused: {},
    disabled: {},
    files: ['/shop/compose.yaml'],
    envFiles: [],
    sources: { '/shop/compose.yaml': '' },
    steps: [],
    references: [],
    interpolations: [],
    problems: [],
  };
}

const scalar = fc.oneof(
  fc.string({ maxLength: 12 }),
  fc.constantFrom('0', 'host', 'none', '/a/b', './data', 'no', 'service_healthy', '{name}', '$(A)', ':', '~'),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
);
const choice = fc.tuple(
  fc.constantFrom(...keys),
  fc.constantFrom('web', 'db', 'A_b.c', '__x', 'x-y'),
  scalar,
);

describe('the ledger', () => {
  test('has one whole entry for each leaf, whatever the values of the keys are', () => {
    fc.assert(
      fc.property(fc.array(choice, { maxLength: 40 }), (choices) => {
        const model = modelOf(choices);
        const { leaves } = locate(model);
        expect(faults(leaves, ledger(new Project(model, kindOnDisk), leaves))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test('has one for each leaf of a file that is damaged', async () => {
    const text = readFileSync(join(__dirname, '../../../apps/fastapi-mongo/compose.yaml'), 'utf8').split(
      '\n',
    );
    const damage = fc.array(fc.tuple(fc.nat(text.length - 1), fc.nat(text.length - 1)), { maxLength: 3 });
    await fc.assert(
      fc.asyncProperty(damage, async (pairs) => {
        const lines = [...text];
        for (const [from, to] of pairs) lines[to] = lines[from] ?? '';
        const model = await readText(lines.join('\n'));
        const { leaves } = locate(model);
        expect(faults(leaves, ledger(new Project(model, kindOnDisk), leaves))).toEqual([]);
      }),
      { numRuns: 8 },
    );
  }, 120_000);

  test('says of a key without a rule that it was not looked at', () => {
    const model = modelOf([['services.*.new_key', 'web', 'text']]);
    const { leaves } = locate(model);

    expect(faults(leaves, ledger(new Project(model, kindOnDisk), leaves))).toEqual([
      'services.web.new_key is not looked at',
    ]);
    expect(ledger(new Project(model, kindOnDisk), leaves)).toMatchObject([
      { fate: 'refused', rule: 'unknown', why: 'not looked at: slipway has no rule for this key.' },
    ]);
  });
});
