import { setTimeout as sleep } from 'node:timers/promises';
import { connects } from './connects';
import { DeployedStack } from './deployed-stack';
import { equalsCompose } from './equals-compose';
import { statusThroughForward } from './forwarded';
import { launches } from './launches';
import { outlives, refusal } from './outlives';
import { eventually } from './patience';
import { Site } from './site';
import { signedIn } from './spring-react-account';
import { asSuperuser } from './spring-react-database';
import { withstands } from './withstands';

const stack = new DeployedStack('spring-react');
const site = new Site('spring-react.localhost');

interface Units {
  readonly items: readonly { readonly code: string }[];
}

interface Client {
  readonly id: string;
  readonly name: string;
}

launches(stack, ['adminer', 'backend', 'backend', 'frontend', 'frontend', 'nginx', 'nginx', 'postgres']);

describe('through the Ingress', () => {
  test('the page and its assets come with the security headers, and so does the API', async () => {
    const page = await site.ask('/');
    const assets = [...page.text.matchAll(/(?:src|href)="(\/assets\/[^"]+)"/g)].map(([, path = '']) => path);

    expect([page.status, assets.length > 0]).toEqual([200, true]);
    for (const path of ['/', '/clients', '/api/health', ...assets]) {
      const { status, headers } = await site.ask(path);
      expect([path, status]).toEqual([path, 200]);
      expect(headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'SAMEORIGIN',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'permissions-policy': 'geolocation=(), microphone=(), camera=()',
      });
      expect(headers['content-security-policy']).toContain("default-src 'self'");
    }
  });

  test('who signs in sees the rows of the own unit, and only those', async () => {
    const codes = async (name: string) => {
      const { items } = await site.json<Units>('/api/v1/units', await signedIn(name, stack, site));
      return items.map(({ code }) => code).sort();
    };

    expect((await site.ask('/api/v1/units')).status).toBe(401);
    expect(await codes('lima')).toEqual(['lima']);
    expect(await codes('bogota')).toEqual(['bogota']);
    expect(await codes('admin')).toEqual(expect.arrayContaining(['bogota', 'lima']));
  });

  test('a token of one backend is good in the other', async () => {
    const question = await signedIn('lima', stack, site);
    const instances = new Set<string>();

    await eventually(async () => {
      const { instance } = await site.json<{ instance: string }>('/api/health', question);
      instances.add(instance);
      await site.json<Units>('/api/v1/units', question);
      if (instances.size < 2) throw new Error('only one backend has answered');
    });
  });

  test.each(['/actuator', '/actuator/health', '/actuator/prometheus'])(
    '%s does not exist for the outside',
    async (path) => {
      expect((await site.ask(path)).status).toBe(404);
    },
  );

  test('pages of the listed origin may call the API, and no others', async () => {
    const preflight = async (Origin: string) => {
      const headers = { Origin, 'Access-Control-Request-Method': 'GET' };
      const answer = await site.ask('/api/v1/units', { method: 'OPTIONS', headers });
      return answer.headers['access-control-allow-origin'];
    };

    expect(await preflight('https://www.pagodirecto.example')).toBe('https://www.pagodirecto.example');
    expect(await preflight('https://elsewhere.example')).toBeUndefined();
  });

  test.each([
    ['/api/v1/auth/login', 80, 5, 5],
    ['/api/v1/units', 120, 20, 10],
    ['/clients', 300, 50, 30],
  ])(
    'of %s one client gets so much at once, whatever it says it is',
    async (path, asked, burst, perSecond) => {
      const headers = (index: number) => ({ 'X-Forwarded-For': `10.9.8.${index % 250}` });
      const pods = 2; // of nginx, each with half of the limit, rounded up
      await sleep(Math.ceil((burst / perSecond) * 1_000) + 500); // until the tests before have left no trace
      const start = Date.now();
      const answers = await Promise.all(
        Array.from({ length: asked }, (_, index) => site.ask(path, { headers: headers(index) })),
      );
      const seconds = (Date.now() - start) / 1_000;
      const refused = answers.filter(({ status }) => status === 429);

      // One, what may come at once on top of it, what the time has added, and what is rounded up: one of each pod but one.
      expect(asked - refused.length).toBeLessThanOrEqual(1 + burst + perSecond * seconds + (pods - 1));
      expect(asked - refused.length).toBeGreaterThanOrEqual(1 + burst);
      expect(refused[0]?.headers['retry-after']).toBe('1');
      expect(JSON.parse(refused[0]?.text ?? '')).toEqual({ error: 'too many requests' });
    },
  );
});

connects(stack, 'nginx:8080', {
  nginx: { services: ['nginx:8080'], to: ['frontend:8080', 'backend:8080'] },
  frontend: { services: ['frontend:8080'], to: [] },
  backend: { services: ['backend:8080'], to: ['postgres:5432'] },
  postgres: { services: ['postgres:5432', 'postgres-pods:5432'], to: [] },
  adminer: { services: ['adminer:8080'], to: ['postgres:5432'] },
});

test('Adminer answers who may forward its port', async () => {
  expect(await statusThroughForward(stack, 'adminer', 8080)).toBe(200);
});

test('the role that serves requests sees no row until it says whose', async () => {
  const count = 'SELECT count(*) > 0 FROM clientes.client';
  const asApp = 'SET ROLE pagodirecto_app';

  expect(await psql(asApp, count)).toBe('f');
  expect(await psql(asApp, "SET app.current_tenant = 'lima'", count)).toBe('t');
  expect(await psql("SELECT count(*) FROM pg_namespace WHERE nspowner = 'pagodirecto_crm'::regrole")).toBe(
    '8',
  );
});

describe('when something is away', () => {
  let client: Client;

  beforeAll(async () => {
    client = await site.json<Client>('/api/v1/clients', {
      ...(await signedIn('lima', stack, site)),
      method: 'POST',
      json: { name: 'Panadería Sol', email: `sol-${Date.now()}@sol.example` },
    });
  });

  outlives(
    stack,
    {
      postgres: {
        takesAway: ['backend'],
        seen: async () => {
          expect((await refusal(site, '/api/v1/units')).headers['retry-after']).toBe('5');
          expect((await site.ask('/')).status).toBe(200);
        },
      },
    },
    async () => {
      const question = await signedIn('lima', stack, site);
      expect(await site.json<Client>(`/api/v1/clients/${client.id}`, question)).toEqual(client);
    },
  );
});

withstands(stack, site, {
  collection: '/api/v1/clients',
  good: { name: 'Acme' },
  headers: async () => (await signedIn('lima', stack, site)).headers,
  pause: 120, // ten a second is the limit of one client
});

equalsCompose(stack);

function psql(...statements: readonly string[]): Promise<string> {
  return asSuperuser(stack, 'postgres-0', ...statements);
}
