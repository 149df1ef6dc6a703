import {
  Backups,
  Postgres,
  PostgresCluster,
  PostgresPooler,
  Prometheus,
  type Stack,
  StatefulService,
  Task,
  WebService,
} from '../../../lib';
import { testProd, testStack } from '../../support/stack';

const image = 'postgres:16.10';

function store(stack: Stack, id: string): StatefulService {
  return new StatefulService(stack, id, { image, port: 5432, dataPath: '/data' });
}

/** What defines something with an id, by what it is called in the error, with the length of the longest id. */
const kinds: [string, number, string, (stack: Stack, id: string) => unknown][] = [
  ['the id of a StatefulService', 52, "label '<id>-<hash>'", store],
  ['the id of a Task', 54, "Job is '<id>-<hash>'", (stack, id) => new Task(stack, id, { image })],
  [
    "the id of a store in 'of' of 'b'",
    44,
    "CronJob is '<id>-restore'",
    (stack, id) => new Backups(stack, 'b', { of: [new Postgres(stack, id, { image, database: 'shop' })] }),
  ],
  [
    'the id of Backups',
    52,
    'eleven characters',
    (stack, id) => new Backups(stack, id, { of: [new Postgres(stack, 'db', { image, database: 'shop' })] }),
  ],
  [
    'the id of a PostgresCluster',
    50,
    'CloudNativePG',
    (stack, id) => new PostgresCluster(stack, id, { image, database: 'shop' }),
  ],
  [
    'the id of a PostgresPooler',
    54,
    "'wait-for-<id>'",
    (stack, id) => {
      const of = new PostgresCluster(stack, 'db', { image, database: 'shop' });
      return new PostgresPooler(stack, id, { of, image: 'ghcr.io/cloudnative-pg/pgbouncer:1.24.1' });
    },
  ],
  [
    "the name of a job in 'scrapeConfigs' of 'p'",
    55,
    "Service '<name>-metrics'",
    (stack, id) => {
      const api = new WebService(stack, 'api', { image: 'api:1', port: 80 });
      return new Prometheus(stack, 'p', { image: 'prom/prometheus:v3.5.0', scrapeConfigs: { [id]: api } });
    },
  ],
];

describe.each(kinds)('%s', (what, most, why, define) => {
  test(`may have ${most} characters`, () => {
    expect(() => define(testStack(testProd), 'a'.repeat(most))).not.toThrow();
  });

  test('is refused where it has more, and the error says how many are too many, and why', () => {
    const id = 'a'.repeat(most + 1);
    const message = `${what} must have at most ${most} characters, got '${id}' with ${most + 1}: `;

    expect(() => define(testStack(testProd), id)).toThrow(message);
    expect(() => define(testStack(testProd), id)).toThrow(why);
  });
});

test('no name in the manifests is too long where ids are as long as they may be', () => {
  const stack = testStack();
  for (const [index, [, most, , define]] of kinds.slice(0, 3).entries()) {
    define(stack, `a${index}`.padEnd(most, 'a'));
  }
  const names = (stack.toJson() as { kind: string; metadata: { name: string } }[]).map(
    ({ kind, metadata }) => ({ kind, length: metadata.name.length }),
  );
  const most = (kind: string): number =>
    Math.max(...names.filter((each) => each.kind === kind).map(({ length }) => length));

  expect(most('Service')).toBeLessThanOrEqual(63);
  expect(most('Job')).toBeLessThanOrEqual(63);
  expect(most('CronJob')).toBeLessThanOrEqual(52);
  expect(most('StatefulSet')).toBeLessThanOrEqual(52);
});
