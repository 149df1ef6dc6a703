import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { Failure } from '../../engine/base/failure';
import { locate } from '../../importer/locate/locate';
import { readText } from '../support/compose-files';
import { type ImportedFile, importOfModel } from '../support/imports';

const port = fc.integer({ min: 1, max: 65_535 });
const host = fc.constantFrom('web', 'db', 'A_b', 'job.local', 'x-y', 'nobody');
const word = fc.oneof(
  host,
  fc.string({ maxLength: 10 }),
  fc.constantFrom(
    '$(A)',
    '$$',
    '`${b}`',
    "it's",
    '\\',
    '"',
    'a\nb',
    '{name}',
    '* /',
    '</script>',
    '=b',
    '~',
    'é',
  ),
);
const variable = fc.constantFrom(
  'A',
  'TZ',
  'DB_PASSWORD',
  'URL',
  'POSTGRES_PASSWORD',
  'POSTGRES_DB',
  'API_KEY',
);
const value = fc.oneof(
  word,
  fc.tuple(host, port).map(([name, number]) => `http://${name}:${number}/`),
  fc.tuple(word, host).map(([secret, name]) => `postgres://user:${encodeURIComponent(secret)}@${name}/db`),
);
const path = fc.constantFrom(
  '/data',
  '/var/lib/postgresql/data',
  '/etc/a.conf',
  '/a/',
  '/tmp',
  '/A/b c',
  '/data/x',
);
const mount = fc.oneof(
  fc
    .tuple(fc.constantFrom('own', 'shared', './none', '/proc', '/etc/localtime'), path)
    .map((parts) => parts.join(':')),
  path,
);
const command = fc.oneof(fc.array(word, { maxLength: 3 }), fc.constantFrom('sleep 1', 'a "b c"'));

const service = fc.record(
  {
    image: fc.constantFrom(
      'example/a:1.0.0',
      'a',
      'postgres:17.2',
      'redis:7.4.5',
      'mysql:8.4.6',
      'nginx:1.29.1',
    ),
    command,
    entrypoint: command,
    environment: fc.dictionary(variable, value, { maxKeys: 4 }),
    ports: fc.array(
      fc
        .tuple(port, port, fc.constantFrom('', '/udp'))
        .map(([published, target, protocol]) => `${published}:${target}${protocol}`),
      { maxLength: 3 },
    ),
    expose: fc.array(port.map(String), { maxLength: 2 }),
    volumes: fc.uniqueArray(mount, { maxLength: 3, selector: (each) => each.split(':').at(-1) }),
    tmpfs: fc.uniqueArray(path, { maxLength: 2 }),
    user: fc.constantFrom('0', '1000', '1000:1001', 'name', 'root'),
    restart: fc.constantFrom('no', 'always', 'on-failure:3'),
    depends_on: fc.dictionary(
      fc.constantFrom('web', 'db', 'A_b'),
      fc.record({
        condition: fc.constantFrom('service_started', 'service_healthy', 'service_completed_successfully'),
      }),
      { maxKeys: 2 },
    ),
    healthcheck: fc.record({
      test: fc.oneof(
        fc.constant('curl -f http://localhost:80/'),
        word.map((each) => ['CMD', 'a', each]),
      ),
      interval: fc.constantFrom('1s', '1m30s', '500ms'),
      retries: fc.nat(5),
    }),
    deploy: fc.record({ replicas: fc.integer({ min: 0, max: 3 }) }),
    hostname: fc.constantFrom('web', 'other', 'a.b'),
    stop_grace_period: fc.constantFrom('0s', '1s', '1m'),
    shm_size: fc.constantFrom('1m', '64m', 1),
    mem_limit: fc.constantFrom('6m', '64m', '2g'),
    cpus: fc.constantFrom(0.01, 0.5, 4),
    privileged: fc.boolean(),
    read_only: fc.boolean(),
    cap_add: fc.subarray(['NET_ADMIN', 'ALL', 'NET_BIND_SERVICE']),
    configs: fc.subarray(['text', 'word']),
    secrets: fc.subarray(['known', 'value']),
    profiles: fc.constantFrom([], ['off']),
  },
  { requiredKeys: ['image'] },
);

const names = ['db', 'web', 'A_b', 'this'];

/** Services with names, each of which depends only on those before. */
function named(services: readonly { readonly depends_on?: object }[]): Record<string, object> {
  const each = services.map((own, index): [string, object] => {
    const before = Object.entries(own.depends_on ?? {}).filter(([name]) =>
      names.slice(0, index).includes(name),
    );
    return [names[index] ?? '', { ...own, depends_on: Object.fromEntries(before) }];
  });
  return Object.fromEntries(each);
}

const project = fc.record({
  name: fc.constantFrom('shop', 'my_shop', '1st'),
  services: fc.array(service, { minLength: 1, maxLength: 4 }).map(named),
  volumes: fc.constant({ own: {}, shared: {} }),
  configs: word.map((text) => ({ text: { content: `${text} ` }, word: { content: './a/b' } })),
  secrets: fc.constant({ known: { external: true }, value: { environment: 'NOT_SET' } }),
});

/** What an import says that may be: the import, or a reason for people. */
async function outcome(text: string): Promise<ImportedFile | Failure | undefined> {
  const model = await readText(text);
  const services = Object.keys(model.project?.services ?? {});
  if (model.problems.some(({ severity }) => severity === 'error') || services.length === 0) return undefined;
  try {
    const result = await importOfModel(model);
    expect(result.entries.map((entry) => entry.path)).toEqual(locate(model).leaves.map((leaf) => leaf.path));
    expect(result.missing).toEqual([]);
    return result;
  } catch (error) {
    if (error instanceof Failure) return error;
    throw error;
  }
}

describe('an import', () => {
  test('of any Compose file ends with an entry for each value, or a reason', async () => {
    let imports = 0;
    await fc.assert(
      fc.asyncProperty(project, async (file) => {
        const result = await outcome(stringify(file));
        if (result && !(result instanceof Failure)) imports += 1;
      }),
      { numRuns: Number(process.env.SLIPWAY_PROPERTY_RUNS ?? 25) },
    );
    expect(imports).toBeGreaterThan(0);
  }, 120_000);

  test('of a file that is damaged ends so too', async () => {
    const lines = readFileSync(join(__dirname, '../../apps/nest-bun/compose.yaml'), 'utf8').split('\n');
    const damage = fc.array(fc.tuple(fc.nat(lines.length - 1), fc.nat(lines.length - 1)), {
      minLength: 1,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(damage, async (pairs) => {
        const damaged = [...lines];
        for (const [from, to] of pairs) damaged[to] = damaged[from] ?? '';
        await outcome(damaged.join('\n').replaceAll(/\$\{\w+:\?[^}]*\}/g, 'a-value'));
      }),
      { numRuns: 12 },
    );
  }, 120_000);
});
