import { slipwayAfterEdit } from './changed-project';
import { context } from './cluster';
import { connects } from './connects';
import { DeployedStack } from './deployed-stack';
import { equalsCompose } from './equals-compose';
import { launches } from './launches';
import { outlives, refusal } from './outlives';
import { eventually } from './patience';
import { rollOut } from './rollout';
import { Running } from './running';
import { Site } from './site';
import { versions } from './versions';
import { withstands } from './withstands';

const stack = new DeployedStack('go-next');
const site = new Site('go-next.localhost');

interface Product {
  readonly id: number;
  readonly name: string;
}

launches(stack, ['backend', 'backend', 'frontend', 'frontend', 'postgres']);

describe('through the Ingress', () => {
  test('the page shows what the backend has read from Postgres', async () => {
    const { products } = await site.json<{ products: readonly Product[] }>('/api/products');
    const { status, text } = await site.ask('/');

    expect(status).toBe(200);
    expect(products.map(({ name }) => name)).toContain('Enamel mug');
    expect(products.filter(({ name }) => !text.includes(name))).toEqual([]);
  });

  test('a product is added, found and removed', async () => {
    const json = { name: 'Copper kettle', price_cents: 5990 };
    const { id } = await site.json<Product>('/api/products', { method: 'POST', json });

    expect(await site.json<Product>(`/api/products/${id}`)).toMatchObject(json);
    expect((await site.ask(`/api/products/${id}`, { method: 'DELETE' })).status).toBe(204);
    expect((await site.ask(`/api/products/${id}`)).status).toBe(404);
  });

  test('a product without a price is refused, and the answer names the field', async () => {
    const answer = await site.ask('/api/products', { method: 'POST', json: { name: 'Copper kettle' } });

    expect([answer.status, JSON.parse(answer.text)]).toMatchObject([400, { field: 'price_cents' }]);
  });
});

test('plain HTTP is redirected, where the Ingress does not keep it beside TLS', async () => {
  const annotation = 'ingress.kubernetes.io/ssl-redirect';
  expect((await site.ask('/?a=b')).status).toBe(200);

  await stack.kubectl('annotate', 'ingress', 'ingress', `${annotation}-`);
  try {
    await eventually(async () => {
      const { status, headers } = await site.ask('/?a=b');
      expect([status, headers.location]).toEqual([301, 'https://go-next.localhost/?a=b']);
    });
  } finally {
    await stack.kubectl('annotate', 'ingress', 'ingress', `${annotation}=false`);
  }
  await eventually(() => site.json('/api/products'));
});

connects(stack, 'frontend:3000', {
  frontend: { services: ['frontend:3000'], to: ['backend:5000'] },
  backend: { services: ['backend:5000'], to: ['postgres:5432'] },
  postgres: { services: ['postgres:5432', 'postgres-pods:5432'], to: [] },
});

outlives(
  stack,
  {
    postgres: {
      takesAway: ['backend'],
      seen: async () => {
        const { status, text } = await site.ask('/');
        expect(status).toBe(200);
        expect(text).toContain('is unavailable');
        expect((await refusal(site, '/api/products')).text).toContain('is unavailable');
      },
    },
  },
  async () => {
    const { products } = await site.json<{ products: readonly Product[] }>('/api/products');
    expect(products).not.toEqual([]);
  },
);

test('the page stays while Postgres is away, and its products survive', async () => {
  const before = await site.json('/api/products');

  await stack.kubectl('delete', 'pod', 'postgres-0', '--wait=false');
  const { status } = await site.ask('/');
  await stack.settled('statefulset/postgres');

  expect(status).toBe(200);
  expect(await eventually(() => site.json('/api/products'))).toEqual(before);
});

test('slipway diff shows what a changed chart would change, fails, and changes nothing', async () => {
  const before = await versions(stack);
  const changed = ["GOMEMLIMIT: '48MiB'", "GOMEMLIMIT: '40MiB'"] as const;

  const diff = slipwayAfterEdit('apps/go-next/chart.ts', changed, 'diff', stack.name, ...stack.launchOptions);

  await expect(diff).rejects.toThrow(
    /^-\s+value: 48MiB\n\+\s+value: 40MiB$[^]*^up go-next: 1 configured \(Deployment\/backend\), \d+ unchanged$/m,
  );
  expect(await versions(stack)).toEqual(before);
});

test('slipway status --watch and logs -f show a rollout while it goes on, until Ctrl-C', async () => {
  const status = Running.slipway('status', stack.name, '--watch', '--context', context);
  const logs = Running.slipway('logs', stack.name, 'frontend', '--follow', '--context', context);
  await status.prints(/Deployment\/frontend +2\/2 /);
  const old = (await stack.pods('frontend')).map(({ metadata }) => metadata.name);

  await rollOut(stack, 'frontend');
  const young = (await stack.pods('frontend')).map(({ metadata }) => metadata.name);

  expect(young.filter((name) => old.includes(name))).toEqual([]);
  for (const name of [...old, ...young]) await logs.prints(new RegExp(`^${name} +\\| `, 'm'));
  await status.prints(/Deployment\/frontend +[01]\/2 [^]*Deployment\/frontend +2\/2 /);
  expect(await Promise.all([status.interrupt(), logs.interrupt()])).toEqual([130, 130]);
});

test('an image that nothing builds is told at once, with the one that was meant, and nothing is changed', async () => {
  const before = await versions(stack);
  const broken = ['go-next-frontend:1.0.0', 'go-next-frontend:0.0.0'] as const;

  const launch = slipwayAfterEdit('apps/go-next/chart.ts', broken, 'up', stack.name, ...stack.launchOptions);

  await expect(launch).rejects.toThrow(
    /nothing builds slipway\/go-next-frontend:0\.0\.0.* builds slipway\/go-next-frontend:1\.0\.0/,
  );
  expect(await versions(stack)).toEqual(before);
});

test('a release that does not come up is rolled back: the same pods serve, and slipway up says so', async () => {
  const before = await versions(stack);
  const broken = ['go-next-frontend:1.0.0', 'go-next-frontend:0.0.0'] as const;

  // Where the cluster pulls its images, nobody knows beforehand what it can pull.
  const options = [...stack.launchOptions, '--skip-images'];
  const launch = slipwayAfterEdit('apps/go-next/chart.ts', broken, 'up', stack.name, ...options);

  await expect(launch).rejects.toThrow(
    /Deployment\/frontend \(\w*ImagePull\w*\)\. It was rolled back: the previous release runs/,
  );
  expect(Object.keys(await versions(stack))).toEqual(Object.keys(before));
  expect((await site.ask('/')).status).toBe(200);
});

withstands(stack, site, { collection: '/api/products', good: { name: 'Copper kettle', price_cents: 5990 } });

equalsCompose(stack);
