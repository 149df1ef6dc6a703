import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { noteReads, noteRequests } from '../../../cli/parity/checks/requests';
import type { Facts } from '../../../cli/parity/facts';
import type { Address } from '../../../cli/parity/http';
import type { ParityChecks } from '../../../lib';

let server: Server;
let entry: Address;
const asked: string[] = [];

// A shop that gives ids from 41 on, tells the time, and checks a password.
beforeAll(async () => {
  let id = 40;
  server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    asked.push(`${method} ${url} for ${headers.host ?? ''}`);
    response.setHeader('Set-Cookie', `session=${Math.random()}; HttpOnly`);
    response.setHeader('ETag', `"${Math.random()}"`);
    response.setHeader('Link', '</style.css>; rel=preload');
    if (method === 'POST') {
      id += 1;
      response.writeHead(headers.authorization === 'Bearer open-sesame' ? 201 : 401);
      response.end(JSON.stringify({ id, at: new Date().toISOString() }));
    } else {
      response.end(`product ${url.split('/').at(-1) ?? ''}`);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  entry = { scheme: 'http', host: 'shop.localhost', port };
});
afterAll(() => server.close());

const checks: ParityChecks = {
  entry: { service: 'web', port: 80 },
  services: {},
  dependencies: [],
  volatileHeaders: ['link'],
  requests: [
    {
      method: 'POST',
      path: '/products',
      headers: { Authorization: 'Bearer {web.TOKEN}' },
      json: { name: 'Kettle' },
      keep: { id: /"id":(\d+)/ },
    },
    { path: '/products/{id}' },
  ],
};

test('what one request keeps fills the next, and ids, times, their tags and cookies are no difference', async () => {
  const facts: Facts = new Map();

  await noteRequests(facts, entry, checks, new Map([['web.TOKEN', 'open-sesame']]));

  expect(asked).toContain('GET /products/41 for shop.localhost');
  expect(Object.fromEntries(facts)).toMatchObject({
    'POST /products: status': '201',
    'POST /products: body': '{"id":{id},"at":"…"}',
    'POST /products: header set-cookie': 'session=…; HttpOnly',
    'POST /products: header etag': '…',
    'GET /products/{id}: body': 'product {id}',
  });
  expect([...facts.keys()].filter((fact) => /header (date|link)/.test(fact))).toEqual([]);
});

test('only GET requests are repeated while a dependency is stopped', async () => {
  const facts: Facts = new Map();

  await noteReads(facts, 'without db: ', entry, checks, new Map([['id', '41']]));

  expect([...facts.keys()]).toEqual([
    'without db: GET /products/{id}: status',
    'without db: GET /products/{id}: body',
  ]);
});

test('no answer at all is the status 0', async () => {
  const facts: Facts = new Map();

  await noteReads(facts, '', { ...entry, port: 1 }, checks, new Map());

  expect(facts.get('GET /products/{id}: status')).toBe('0');
});
