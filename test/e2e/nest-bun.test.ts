import { connects } from './connects';
import { DeployedStack } from './deployed-stack';
import { equalsCompose } from './equals-compose';
import { launches } from './launches';
import { largestPhoto, picture, type Product, upload } from './nest-bun-photo';
import { outlives } from './outlives';
import { eventually } from './patience';
import { Site } from './site';
import { withstands } from './withstands';

const stack = new DeployedStack('nest-bun');
const site = new Site('nest-bun.localhost');

interface Page {
  readonly products: readonly Product[];
}

launches(stack, ['backend', 'backend', 'frontend', 'frontend', 'minio', 'postgres', 'redis']);

describe('once it is launched', () => {
  test('the database is at the newest migration, the first products included', async () => {
    const names = (await site.json<Page>('/api/products')).products.map(({ name }) => name);
    const check = await node('deployment/backend', 'dist/migrate.js', '--check');

    expect(names).toContain('Cà chua (tomatoes)');
    expect(check).toContain('the database is at the newest migration');
  });

  test('the backend reports database, Redis and object storage one by one', async () => {
    expect(await health()).toEqual({
      status: 200,
      body: { status: 'up', database: 'up', redis: 'up', minio: 'up' },
    });
  });

  test('the shop is a page in HTML that shows each product, and its assets are there', async () => {
    const { products } = await site.json<Page>('/api/products');
    const { status, headers, text } = await site.ask('/');
    const assets = [...new Set(text.match(/\/_next\/static\/[^"\\]+\.(?:js|css)/g))];

    expect([status, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(products.filter(({ name }) => !text.includes(name))).toEqual([]);
    expect(assets).not.toEqual([]);
    for (const asset of assets) expect((await site.ask(asset)).status).toBe(200);
  });

  test.each([
    // dev promises no container more than 20m of CPU
    ['backend', { cpu: '20m', memory: '150Mi' }, { cpu: '200m', memory: '250Mi' }],
    ['frontend', { cpu: '20m', memory: '80Mi' }, { cpu: '100m', memory: '120Mi' }],
  ])('%s is promised, and may use, what the stack says of it', async (workload, requests, limits) => {
    for (const { spec } of await stack.pods(workload)) {
      expect(spec.containers).toMatchObject([{ resources: { requests, limits } }]);
    }
  });
});

describe('through the Ingress', () => {
  test('a product is added, found and removed', async () => {
    const json = { name: 'Rau dền (amaranth)', unit: 'bunch', price: 15_000 };
    const { id } = await site.json<Product>('/api/products', { method: 'POST', json });

    expect(await site.json<Product>(`/api/products/${id}`)).toMatchObject(json);
    expect((await site.ask(`/api/products/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await site.ask(`/api/products/${id}`)).status).toBe(404);
  });

  test('a product with a price in words is refused, and the answer names the field', async () => {
    const json = { name: 'Rau dền', unit: 'kg', price: 'cheap' };
    const answer = await site.ask('/api/products', { method: 'POST', json });

    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([400, { field: 'price' }]);
  });

  test('a photo of the largest size comes back byte for byte', async () => {
    const photo = picture(largestPhoto);
    const product = await upload(site, 1, photo);
    const answer = await site.ask(`/api${String(product.photo)}`);

    expect([answer.status, answer.headers['content-type']]).toEqual([200, 'image/png']);
    expect(answer.bytes.equals(photo)).toBe(true);
  });

  test('what is no photo is refused', async () => {
    const bytes = Buffer.from('not a picture');

    expect((await site.ask('/api/products/1/photo', { method: 'PUT', bytes })).status).toBe(415);
  });
});

connects(stack, 'frontend:3000', {
  frontend: { services: ['frontend:3000'], to: ['backend:4000'] },
  backend: { services: ['backend:4000'], to: ['postgres:5432', 'redis:6379', 'minio:9000'] },
  postgres: { services: ['postgres:5432', 'postgres-pods:5432'], to: [] },
  redis: { services: ['redis:6379', 'redis-pods:6379'], to: [] },
  minio: { services: ['minio:9000', 'minio-pods:9000'], to: [] },
});

describe('when something is away', () => {
  beforeAll(() => upload(site, 2, picture(1_000)));

  // What Compose shows too: only the database decides whether the backend gets requests.
  outlives(
    stack,
    {
      redis: { takesAway: [], seen: () => sells('redis', 200, 200) },
      minio: { takesAway: [], seen: () => sells('minio', 200, 503) },
      postgres: { takesAway: ['backend'], seen: () => sells('database', 503, 503) },
    },
    async () => {
      // Each pod of the backend notices for itself that a store is back.
      for (const { metadata } of await stack.pods('backend')) {
        expect(await health(`pod/${metadata.name}`)).toMatchObject({ status: 200 });
      }
      expect((await site.ask('/api/products/2/photo')).status).toBe(200);
    },
  );

  test('the page outlives the backend, and says that it is away', async () => {
    await stack.kubectl('scale', 'deployment/backend', '--replicas=0');
    try {
      await eventually(async () => {
        const { status, text } = await site.ask('/');
        const api = await site.ask('/api/products');

        expect([status, api.status]).toEqual([200, 503]);
        expect(text).toContain('the backend is unavailable');
        expect(JSON.parse(api.text)).toMatchObject({ dependency: 'backend' });
      });
    } finally {
      await stack.scale('backend', 2);
    }
  });

  test('products, views and photos survive the loss of the pods of all three stores', async () => {
    const photo = picture(200_000);
    const { photo: path } = await upload(site, 3, photo);
    const before = await site.json<Product>('/api/products/3');

    await Promise.all(['postgres', 'redis', 'minio'].map((store) => stack.replacePod(store)));
    await eventually(async () => {
      // Each pod of the backend notices for itself that a store is back.
      for (const { metadata } of await stack.pods('backend')) {
        expect(await health(`pod/${metadata.name}`)).toMatchObject({ status: 200 });
      }
      expect((await site.ask(`/api${String(path)}`)).bytes.equals(photo)).toBe(true);
    });

    expect(await site.json<Product>('/api/products/3')).toEqual({
      ...before,
      views: Number(before.views) + 1,
    });
  });
});

withstands(stack, site, {
  collection: '/api/products',
  good: { name: 'Rau dền (amaranth)', unit: 'bunch', price: 15_000 },
});

equalsCompose(stack);

/** Throws unless the page stays, and /health names what is away; `api` and `photo` are what else is answered. */
async function sells(away: string, api: number, photo: number): Promise<void> {
  const expected = { '/': 200, '/api/products/2': api, '/api/products/2/photo': photo };
  for (const [path, status] of Object.entries(expected)) {
    const answer = await site.ask(path);
    expect([path, answer.status]).toEqual([path, status]);
    expect('retry-after' in answer.headers).toBe(status === 503);
  }
  expect(await health()).toMatchObject({ status: 503, body: { status: 'down', [away]: 'down' } });
}

interface Health {
  readonly status: number;
  readonly body: Readonly<Record<string, string>>;
}

/** What a pod of the backend says of its stores, asked from inside of it: no way leads there from outside. */
async function health(pod = 'deployment/backend'): Promise<Health> {
  const script = `fetch('http://127.0.0.1:4000/health').then(async (answer) =>
    console.log(JSON.stringify({ status: answer.status, body: await answer.json() })))`;
  return JSON.parse(await node(pod, '-e', script)) as Health;
}

/** What Node.js prints, run in the container of a pod. */
async function node(pod: string, ...args: string[]): Promise<string> {
  return (await stack.kubectl('exec', pod, '--', 'node', ...args)).stdout;
}
