import { connects } from './connects';
import { DeployedStack } from './deployed-stack';
import { equalsCompose } from './equals-compose';
import { launches } from './launches';
import { outlives, refusal } from './outlives';
import { eventually } from './patience';
import { complaints } from './pod';
import { StackPrometheus } from './prometheus';
import { Site } from './site';
import { withstands } from './withstands';

const stack = new DeployedStack('fastapi-mongo');
const site = new Site('fastapi-mongo.localhost');
const prometheus = new StackPrometheus(stack);

const stores = ['postgres', 'mongodb', 'redis'];
const pages = ['mongo-express', 'pgadmin', 'redis-commander'];
const exporters = ['postgres-exporter', 'redis-exporter'];

interface Product {
  readonly id: number;
  readonly name: string;
  readonly rating: { readonly count: number; readonly average: number };
}

interface Review {
  readonly id: string;
  readonly text: string;
}

launches(
  stack,
  launched([
    'api',
    'api',
    'api',
    'nginx',
    'nginx',
    'grafana',
    'prometheus',
    ...stores,
    ...pages,
    ...exporters,
    'mongodb-exporter',
  ]),
);

test('a review is written to MongoDB, read back, and rates its product in Postgres', async () => {
  const { id } = await addProduct('Moka pot');
  const { id: review } = await addReview(id, { author: 'Ada', rating: 5, text: 'Coffee like in Trieste.' });
  await addReview(id, { author: 'Bob', rating: 4, text: 'Loud.' });

  expect(await site.json<Review>(`/api/reviews/${review}`)).toMatchObject({
    text: 'Coffee like in Trieste.',
  });
  expect(await site.json<Product>(`/api/products/${id}`)).toMatchObject({
    name: 'Moka pot',
    rating: { count: 2, average: 4.5 },
  });
});

test('the migrations have run, once and to the end', async () => {
  const check = ['exec', 'deployment/api', '--container=api', '--', 'python', '-m', 'thereview.migrate'];

  await expect(stack.kubectl(...check, '--check')).resolves.toBeDefined();
});

describe('from outside', () => {
  test.each([
    ['/health', '{"status":"ok"}'],
    ['/health/live', '{"status":"ok"}'],
    ['/health/ready', 'postgres: ok\nmongodb: ok\nredis: ok\n'],
    ['/health/serving', 'postgres: ok\nmongodb: ok\n'],
    ['/nginx-health', 'OK\n'],
  ])('%s answers 200', async (path, text) => {
    expect(await site.ask(path)).toMatchObject({ status: 200, text });
  });

  test('/metrics does not exist', async () => {
    expect((await site.ask('/metrics')).status).toBe(404);
  });
});

connects(stack, 'nginx:8080', {
  nginx: { services: ['nginx:8080', 'nginx-metrics:9113', 'nginx-ready:9113'], to: ['api:8000'] },
  api: {
    services: ['api:8000', 'api-metrics:8000', 'api-ready:8000'],
    to: ['postgres:5432', 'mongodb:27017', 'redis:6379'],
  },
  postgres: { services: ['postgres:5432', 'postgres-pods:5432'], to: [] },
  mongodb: { services: ['mongodb:27017', 'mongodb-pods:27017'], to: [] },
  redis: { services: ['redis:6379', 'redis-pods:6379'], to: [] },
  prometheus: {
    services: ['prometheus:9090', 'prometheus-pods:9090'],
    to: ['nginx:9113', 'api:8000', 'postgres-exporter:9187', 'mongodb-exporter:9216', 'redis-exporter:9121'],
  },
  'postgres-exporter': {
    services: ['postgres-exporter:9187', 'postgres-metrics:9187'],
    to: ['postgres:5432'],
  },
  'mongodb-exporter': { services: ['mongodb-exporter:9216', 'mongodb-metrics:9216'], to: ['mongodb:27017'] },
  'redis-exporter': { services: ['redis-exporter:9121', 'redis-metrics:9121'], to: ['redis:6379'] },
  grafana: { services: ['grafana:3000', 'grafana-pods:3000'], to: ['prometheus:9090'] },
  pgadmin: { services: ['pgadmin:5050'], to: ['postgres:5432'] },
  'mongo-express': { services: ['mongo-express:8081'], to: ['mongodb:27017'] },
  'redis-commander': { services: ['redis-commander:8081'], to: ['redis:6379'] },
});

describe('Prometheus', () => {
  test('scrapes each pod of the api and of nginx, and the databases', async () => {
    await eventually(async () => {
      const targets = await prometheus.targets();

      expect(targets.filter(({ health }) => health !== 'up')).toEqual([]);
      expect(targets.map(({ job }) => job)).toEqual(
        [
          ...['api', 'api', 'api', 'api-ready', 'api-ready', 'api-ready', 'nginx', 'nginx', 'nginx-ready'],
          ...['nginx-ready', 'postgres', 'prometheus', 'redis'],
          ...launched(['mongodb-exporter']).map(() => 'mongodb'),
        ].sort(),
      );
      expect(new Set(targets.map(({ job, instance }) => `${job} ${instance}`)).size).toBe(targets.length);
    });
  });

  test.each([
    ['the requests of all pods of the api', 'sum(http_requests_total{job="api"})'],
    ['the requests of all pods of nginx', 'sum(nginx_http_requests_total)'],
    ['the transactions of Postgres', 'sum(pg_stat_database_xact_commit{datname="thereview"})'],
    ['the commands of Redis', 'sum(redis_commands_processed_total)'],
    ['how long MongoDB takes', 'sum(mongodb_command_duration_seconds_count)'],
  ])('knows %s', async (_, query) => {
    await eventually(async () => {
      expect(await prometheus.query(query)).toEqual([expect.any(Number)]);
      expect((await prometheus.query(query))[0]).toBeGreaterThan(0);
    });
  });
});

test('Redis Commander shows the keys to who knows the password of its page, and to nobody else', async () => {
  const answers = await onPage(`
    const page = 'http://127.0.0.1:8081';
    const signIn = async (password) => (await fetch(page + '/signin', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ username: process.env.HTTP_USER, password }),
    })).json();
    const ask = (token) =>
      fetch(page + '/apiv2/server/info', { headers: token ? { Authorization: 'Bearer ' + token } : {} });
    const { bearerToken } = await signIn(process.env.HTTP_PASSWORD);
    const info = await ask(bearerToken);
    return [(await ask()).status, (await signIn('wrong')).ok, info.status, (await info.text()).includes('Redis version')];
  `);

  expect(answers).toEqual([401, false, 200, true]);
});

outlives(
  stack,
  {
    postgres: { takesAway: ['api'], seen: upstreamIsAway },
    mongodb: { takesAway: ['api'], seen: upstreamIsAway },
    redis: { takesAway: [], seen: servesWithoutRedis },
    prometheus: { takesAway: [], seen: serves },
    grafana: { takesAway: [], seen: serves },
  },
  serves,
);

test('products and reviews survive the loss of the pods of all three stores', async () => {
  const { id } = await addProduct('Enamel mug');
  const { id: review } = await addReview(id, { author: 'Cid', rating: 3, text: 'Chips.' });

  await Promise.all(stores.map((store) => stack.replacePod(store)));

  await eventually(async () => {
    expect(await site.json<Product>(`/api/products/${id}`)).toMatchObject({ name: 'Enamel mug' });
    expect(await site.json<Review>(`/api/reviews/${review}`)).toMatchObject({ text: 'Chips.' });
    expect(complaints(await stack.pods())).toEqual([]);
  });
});

withstands(stack, site, { collection: '/api/products', good: { name: 'Moka pot', category: 'Kitchen' } });

equalsCompose(stack);

function addProduct(name: string): Promise<Product> {
  return site.json('/api/products', { method: 'POST', json: { name, category: 'Kitchen' } });
}

function addReview(product: number, json: object): Promise<Review> {
  return site.json(`/api/products/${product}/reviews`, { method: 'POST', json });
}

async function upstreamIsAway(): Promise<void> {
  expect((await refusal(site, '/api/products')).text).toBe('{"error":"upstream unavailable"}\n');
  expect((await site.ask('/nginx-health')).status).toBe(200);
}

/** Products, reviews, and ratings that are counted anew; `/health/ready` says what is missing. */
async function servesWithoutRedis(): Promise<void> {
  const ready = await refusal(site, '/health/ready');
  expect(ready.text).toBe('postgres: ok\nmongodb: ok\nredis: unavailable\n');
  const { id } = await addProduct('Camp stove');
  await addReview(id, { author: 'Dora', rating: 2, text: 'Windy.' });
  expect(await site.json<Product>(`/api/products/${id}`)).toMatchObject({ rating: { count: 1, average: 2 } });
  expect((await site.ask(`/api/products/${id}`, { method: 'DELETE' })).status).toBe(204);
}

async function serves(): Promise<void> {
  expect((await site.ask('/health/ready')).text).toBe('postgres: ok\nmongodb: ok\nredis: ok\n');
  await site.json('/api/products');
}

/** What a program returns that runs in the pod of Redis Commander: no way leads there from outside. */
async function onPage(program: string): Promise<unknown> {
  const script = `(async () => {${program}})().then((result) => console.log(JSON.stringify(result)))`;
  const { stdout } = await stack.kubectl('exec', 'deployment/redis-commander', '--', 'node', '-e', script);
  return JSON.parse(stdout) as unknown;
}

/** Those of the workloads that have pods, sorted. */
function launched(workloads: readonly string[]): string[] {
  return workloads.filter((workload) => !stack.leftOut.includes(workload)).sort();
}
