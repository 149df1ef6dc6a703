import fc from 'fast-check';
import { imported } from '../../../importer/imported';
import { mergedFile } from '../../../importer/merge/file';
import { readText } from '../../support/compose-files';

const compose = `name: shop
services:
  web:
    image: nginx:1.28.0
    ports: ["8080:80"]
    environment: { LOG_LEVEL: info, PORT: "80" }
    depends_on: [db, cache]
  cache:
    image: redis:8.2
  db:
    image: postgres:16.10
    environment: { POSTGRES_PASSWORD: hunter2, POSTGRES_DB: shop }
    volumes: [data:/var/lib/postgresql/data]
volumes: { data: {} }
`;

/** Changes of the Compose file, by what they are. */
const changes: Readonly<Record<string, (text: string) => string>> = {
  'another image': (text) => text.replace('nginx:1.28.0', 'nginx:1.29.1'),
  'another port': (text) => text.replace('8080:80', '8080:8080'),
  'more variables': (text) => text.replace('LOG_LEVEL: info', 'LOG_LEVEL: debug, MODE: fast, API_TOKEN: tok'),
  'no variables': (text) => text.replace(/ {4}environment: \{ LOG.*\n/, ''),
  'another service': (text) =>
    text.replace('  cache:', '  worker: { image: "busybox:1.37", command: sleep 1d }\n  cache:'),
  'one service less': (text) => text.replace(/ {2}cache:\n.*\n/, '').replace('[db, cache]', '[db]'),
  'another name of a service': (text) => text.replaceAll('cache', 'redis'),
  'a comment': (text) => text.replace('  db:', '  # What customers buy.\n  db:'),
};

const printed = new Map<string, string>();
const file = '/shop/apps/shop/chart.ts';

async function chartOf(text: string): Promise<string> {
  const { files } = await imported(await readText(text), { project: '/shop', chart: () => file });
  return files['chart.ts'] ?? '';
}

beforeAll(async () => {
  printed.set('nothing', await chartOf(compose));
  for (const [name, change] of Object.entries(changes)) printed.set(name, await chartOf(change(compose)));
}, 120_000);

const labels = { base: 'the last import', mine: 'chart.ts', theirs: 'the new import' };
const edits = fc.array(fc.record({ at: fc.nat(60), deletes: fc.boolean() }), { minLength: 1, maxLength: 5 });

/** A chart in which somebody has put comments, some in the place of a line. */
function edited(chart: string, all: readonly { readonly at: number; readonly deletes: boolean }[]): string {
  const lines = chart.split('\n');
  for (const [number, { at, deletes }] of all.entries())
    lines.splice(at % lines.length, deletes ? 1 : 0, `// edit ${number}`);
  return lines.join('\n');
}

describe.each(Object.keys(changes))('after %s in the Compose file', (name) => {
  test('the chart differs', () => {
    expect(printed.get(name)).not.toBe(printed.get('nothing'));
  });

  test('each edit of a chart is there, or there is a conflict', async () => {
    const [base = '', theirs = ''] = [printed.get('nothing'), printed.get(name)];
    await fc.assert(
      fc.asyncProperty(edits, async (all) => {
        const mine = edited(base, all);
        const result = await mergedFile({ base, mine, theirs }, file, labels);
        const text = 'text' in result ? result.text : mine;
        const comments = (chart: string): string[] =>
          chart.split('\n').filter((line) => line.includes('// edit'));
        // Of a conflict, the copy has them, in their order.
        expect(comments(text).map((line) => line.trim())).toEqual(comments(mine).map((line) => line.trim()));
        const added = theirs.split('\n').filter((line) => !base.includes(line));
        expect(text.split('\n')).toEqual(expect.arrayContaining(added));
      }),
      { numRuns: 40 },
    );
  });
});
