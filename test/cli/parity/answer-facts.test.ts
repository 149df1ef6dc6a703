import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import { noteHeaders, steady } from '../../../cli/parity/checks/answer-facts';
import type { Facts } from '../../../cli/parity/facts';
import { ask } from '../../../cli/parity/http';

describe('the headers of an answer', () => {
  const facts: Facts = new Map();
  noteHeaders(
    facts,
    'GET /',
    {
      date: 'Sat, 21 Nov 2026 15:51:08 GMT',
      expires: 'Mon, 21 Dec 2026 15:51:08 GMT',
      allow: 'POST, GET,HEAD',
      'cache-control': 'public, max-age=60',
      'set-cookie': ['session=abc; Max-Age=60; Expires=Sat, 21 Nov 2026 15:52:08 GMT; HttpOnly'],
    },
    (text) => text,
  );

  test('are compared without those that depend on the time', () => {
    expect([...facts.keys()]).toEqual([
      'GET /: header allow',
      'GET /: header cache-control',
      'GET /: header set-cookie',
    ]);
  });

  test('name methods in any order, and nothing else', () => {
    expect(facts.get('GET /: header allow')).toBe('GET, HEAD, POST');
    expect(facts.get('GET /: header cache-control')).toBe('public, max-age=60');
  });

  test('keep Max-Age of a cookie, but neither its value nor Expires', () => {
    expect(facts.get('GET /: header set-cookie')).toBe('session=…; Max-Age=60; Expires=…; HttpOnly');
  });
});

describe('the body of an answer', () => {
  let server: Server;

  beforeAll(async () => {
    server = createServer((request, response) => {
      response.setHeader('Content-Encoding', 'gzip');
      response.end(request.method === 'HEAD' ? undefined : gzipSync('Hello'));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => server.close());

  test.each([
    ['GET', 'Hello'],
    ['HEAD', ''],
  ])('can be read though it was compressed: %s', async (method, body) => {
    const { port } = server.address() as AddressInfo;
    const address = { scheme: 'http', host: 'shop.localhost', port } as const;

    expect(await ask(address, { method, path: '/', headers: {} })).toMatchObject({ status: 200, body });
  });
});

test.each([
  ['an ETag of a file whose image was saved', 'W/"1796064945.6972816-2935"', 'W/"1796064945.0-2935"', true],
  ['an ETag of another second', 'W/"1796064945.5-2935"', 'W/"1796064946.5-2935"', false],
  ['a version', '"10.1.2"', '"10.1.3"', false],
])('%s is the same: %s and %s: %s', (_, one, other, isSame) => {
  expect(steady(one, []) === steady(other, [])).toBe(isSame);
});
