import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { noteAbsences } from '../../../cli/parity/checks/absence';
import type { Side } from '../../../cli/parity/side';
import type { ParityChecks } from '../../../lib';

const checks: ParityChecks = {
  entry: { service: 'web', port: 80 },
  services: {},
  dependencies: [],
  requests: [{ path: '/' }],
};

let server: Server;
let answers: readonly { readonly status: number; readonly body: string }[] = [];
let asked = 0;

beforeAll(async () => {
  server = createServer((_, response) => {
    const { status, body } = answers[Math.min(asked, answers.length - 1)] ?? { status: 500, body: '' };
    asked += 1;
    response.writeHead(status).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => server.close());

/** Looks at a stack that has neither apps nor dependencies: all that is asked is its one page. */
async function lookAt(...given: typeof answers): Promise<number> {
  [answers, asked] = [given, 0];
  const { port } = server.address() as AddressInfo;
  const side = { name: 'Compose', entry: { scheme: 'http', host: 'shop.localhost', port } } as Side;
  await noteAbsences(new Map(), side, checks, new Map(), () => undefined);
  return asked;
}

const page = { status: 200, body: 'products' };

test('a page that is answered in two ways can not be compared', async () => {
  await expect(lookAt(page, { status: 200, body: 'other products' })).rejects.toThrow(
    'Compose gives two different answers to the same request: GET /: body',
  );
});

test('a page that does not answer for a moment is requested again', async () => {
  expect(await lookAt({ status: 503, body: 'away' }, page)).toBe(4);
});
