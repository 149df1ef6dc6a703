import { connects } from './connects';
import { DeployedStack } from './deployed-stack';
import { equalsCompose } from './equals-compose';
import { launches } from './launches';
import { outlives, refusal } from './outlives';
import { eventually, throughout } from './patience';
import { complaints } from './pod';
import { usersOfRedis } from './redis-users';
import { Site } from './site';
import { withstands } from './withstands';

const stack = new DeployedStack('flask-nginx');
const site = new Site('flask-nginx.localhost');

interface Summary {
  /** `null` while Redis is away, which does not keep the page from answering. */
  readonly hits: number | null;
}

interface Note {
  readonly id: number;
  readonly text: string;
}

interface Page {
  readonly notes: readonly Note[];
  readonly total: number;
}

launches(stack, ['app', 'app', 'nginx', 'nginx', 'postgres', 'redis']);

describe('through the Ingress', () => {
  test('a browser gets a page, a program gets JSON', async () => {
    const page = await site.ask('/', { headers: { Accept: 'text/html,*/*;q=0.8' } });
    const summary = await site.ask('/');

    expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(page.text).toContain('<h1>Notes</h1>');
    expect([summary.status, summary.headers['content-type']]).toEqual([200, 'application/json']);
    expect(JSON.parse(summary.text)).toMatchObject({ dependencies: { postgres: 'ok', redis: 'ok' } });
  });

  test('a note is added, found, listed and removed', async () => {
    const added = await site.ask('/notes', { method: 'POST', json: { text: 'buy milk' } });
    const location = added.headers.location ?? '';
    const note = JSON.parse(added.text) as Note;

    expect(added.status).toBe(201);
    expect(await site.json(location)).toEqual(note);
    expect((await site.json<Page>('/notes')).notes).toContainEqual(note);
    expect((await site.ask(location, { method: 'DELETE' })).status).toBe(204);
    expect((await site.ask(location)).status).toBe(404);
  });

  test.each([
    ['an empty note', 400, { json: { text: ' ' } }, 'text'],
    ['a note without text', 400, { json: {} }, 'text'],
    ['a note that is not JSON', 415, { headers: { 'Content-Type': 'text/plain' } }, undefined],
  ])('%s is refused with %d, and the reason as JSON', async (_, status, question, field) => {
    const answer = await site.ask('/notes', { method: 'POST', ...question });
    const { error, field: named } = JSON.parse(answer.text) as { error: string; field?: string };

    expect([answer.status, named]).toEqual([status, field]);
    expect(error).not.toBe('');
  });

  test.each(['/metrics', '/ready'])('%s does not exist for the outside', async (path) => {
    expect((await site.ask(path)).status).toBe(404);
  });

  test('every answer has the security headers', async () => {
    for (const path of ['/', '/notes', '/health', '/no-such-page']) {
      expect((await site.ask(path)).headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'strict-origin-when-cross-origin',
        'content-security-policy': "default-src 'self'",
      });
    }
  });
});

connects(stack, 'nginx:8080', {
  nginx: { services: ['nginx:8080'], to: ['app:5000'] },
  app: { services: ['app:5000'], to: ['postgres:5432', 'redis:6379'] },
  postgres: { services: ['postgres:5432', 'postgres-pods:5432'], to: [] },
  redis: { services: ['redis:6379', 'redis-pods:6379'], to: [] },
});

test('the role of the app owns its database, and is no superuser', async () => {
  const question = `SELECT rolname = pg_get_userbyid(datdba) AS owner, rolsuper OR rolcreaterole OR rolcreatedb
    FROM pg_roles, pg_database WHERE rolname = current_user AND datname = current_database()`;
  const psql = `PGPASSWORD="$APP_PASSWORD" psql -h 127.0.0.1 -U "$APP_USER" -d "$POSTGRES_DB" -At -c "$1"`;
  const { stdout } = await stack.kubectl('exec', 'postgres-0', '--', 'sh', '-c', psql, 'sh', question);

  expect(stdout.trim()).toBe('t|f');
});

usersOfRedis(stack);

describe('when something is away', () => {
  const refuses = async () => {
    const page = await refusal(site, '/');
    expect(page.headers['content-type']).toBe('application/json');
    expect(JSON.parse(page.text)).toHaveProperty('error');
    expect(await site.ask('/health')).toMatchObject({ status: 200, text: 'OK\n' });
  };

  outlives(
    stack,
    {
      postgres: { takesAway: ['app'], seen: refuses },
      redis: { takesAway: [], seen: servesWithoutRedis },
    },
    async () => {
      const summary = await site.json('/');
      expect(summary).toMatchObject({ dependencies: { postgres: 'ok', redis: 'ok' } });
    },
  );

  test('nginx outlives the app, answers 503 meanwhile, and serves again when it is back', async () => {
    const before = (await stack.pods('nginx')).map(({ metadata }) => metadata.uid);
    const replicas = (await stack.pods('app')).length;

    await stack.scale('app', 0);
    // Longer than the 15 s that readiness needs to give up on nginx; liveness, which is more patient, asks the same.
    await throughout(25, refuses);
    await stack.scale('app', replicas);

    await eventually(() => site.json('/'));
    const after = await stack.pods('nginx');
    expect(after.map(({ metadata }) => metadata.uid)).toEqual(before);
    expect(complaints(after)).toEqual([]);
  });

  test('notes and hits survive the loss of the pods of postgres and redis', async () => {
    await site.json('/notes', { method: 'POST', json: { text: 'survive' } });
    const notes = await site.json<Page>('/notes');
    const hits = await site.json<Summary>('/').then((summary) => summary.hits);

    await Promise.all([stack.replacePod('postgres'), stack.replacePod('redis')]);

    expect(await eventually(() => site.json<Page>('/notes'))).toEqual(notes);
    const counted = await eventually(async () => {
      const summary = await site.json<Summary>('/');
      if (summary.hits === null) throw new Error('redis is still away');
      return summary.hits;
    });
    expect(counted).toBe(Number(hits) + 1);
  });
});

withstands(stack, site, { collection: '/notes', good: { text: 'buy milk' } });

equalsCompose(stack);

/** The page, without a count of its visits, and all that is done with notes. */
async function servesWithoutRedis(): Promise<void> {
  expect(await site.json('/')).toMatchObject({
    hits: null,
    notes: expect.any(Number) as number,
    dependencies: { postgres: 'ok', redis: 'unavailable' },
  });
  const note = await site.json<Note>('/notes', { method: 'POST', json: { text: 'no cache' } });
  expect((await site.json<Page>('/notes')).notes).toContainEqual(note);
  expect((await site.ask(`/notes/${note.id}`, { method: 'DELETE' })).status).toBe(204);
}
