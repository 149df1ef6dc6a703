import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Address, ask } from '../../../cli/parity/http';

let server: Server;
let address: Address;
let asked = 0;

// Refuses every first request as too fast; `/slow` with a wait that nobody has the time for.
beforeAll(async () => {
  server = createServer((request, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(429, { 'Retry-After': request.url === '/slow' ? '3600' : '0' });
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  address = { scheme: 'http', host: 'shop.localhost', port };
});
beforeEach(() => {
  asked = 0;
});
afterAll(() => server.close());

test.each([
  ['/', 200, 2],
  ['/slow', 429, 1],
])('who asks too fast waits as long as it is told, up to a limit: %s', async (path, status, times) => {
  const answer = await ask(address, { method: 'GET', path, headers: {} });

  expect([answer.status, asked]).toEqual([status, times]);
});
