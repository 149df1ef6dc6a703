import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DeployedStack } from './deployed-stack';
import { complaints } from './pod';
import type { Answer, Question, Site } from './site';

/** The part of an API that is tried. */
interface Api {
  /** Path of a collection, which takes POST. */
  readonly collection: string;

  /** What can be added to the collection; nothing of it is. */
  readonly good: Readonly<Record<string, unknown>>;

  /** Headers of a caller who may. */
  readonly headers?: () => Promise<Readonly<Record<string, string>>>;

  /** Milliseconds between two requests, for an API that limits them. */
  readonly pause?: number;
}

/** A request, and its path. */
type Malformed = readonly [path: string, question: Question];

/**
 * Tests that an API answers malformed requests itself, with an error of the client's (4xx) and without a stack trace, that
 * slow requests keep nobody else waiting, and that no container is restarted.
 */
export function withstands(stack: DeployedStack, site: Site, api: Api): void {
  test('malformed and slow requests get neither a 5xx nor a stack trace, and hold up nobody', async () => {
    const headers = (await api.headers?.()) ?? {};
    const slow = await Promise.all(Array.from({ length: 20 }, () => unfinished(site, api.collection)));
    const faults: string[] = [];
    for (const [path, question] of malformed(api)) {
      const answer = await served(site, path, { ...question, headers: { ...headers, ...question.headers } });
      const shown = `${question.method ?? 'GET'} ${path.slice(0, 80)} ${JSON.stringify(question).slice(0, 120)}`;
      if (answer.status >= 500) faults.push(`${shown}: ${answer.status} ${answer.text.slice(0, 200)}`);
      if (stackTrace.test(answer.text)) faults.push(`${shown}: ${answer.text.slice(0, 500)}`);
      await sleep(api.pause ?? 0);
    }
    for (const end of slow) end();

    expect(faults).toEqual([]);
    expect((await site.ask(api.collection, { headers })).status).toBe(200);
    expect(complaints(await stack.pods())).toEqual([]);
  });
}

/** The answer; 503 only if it stays: a busy machine can be late with any request. */
async function served(site: Site, path: string, question: Question): Promise<Answer> {
  for (let left = 3; ; left--) {
    const answer = await site.ask(path, question);
    if (answer.status !== 503 || left === 0) return answer;
    await sleep(2_000);
  }
}

/** Of Python, Java, Node.js and Go. */
const stackTrace =
  /Traceback \(most|File "\/|\bat [\w.$]+\([\w]+\.java|\bat .+\.[cm]?[jt]s:\d+|goroutine \d+|panic: /;

function malformed({ collection, good }: Api): readonly Malformed[] {
  const json = { 'Content-Type': 'application/json' };
  const post = (body: string | Buffer, headers: Readonly<Record<string, string>> = json): Malformed => [
    collection,
    { method: 'POST', headers, bytes: Buffer.from(body as string) },
  ];
  const [field = ''] = Object.keys(good);
  const instead = (value: unknown): Malformed => post(JSON.stringify({ ...good, [field]: value }));
  const body = JSON.stringify(good);
  return [
    ...queries.map((query): Malformed => [`${collection}?${query}`, {}]),
    ...ids.map((id): Malformed => [`${collection}/${id}`, {}]),
    ...['PUT', 'PATCH', 'DELETE', 'PROPFIND', 'OPTIONS'].map((method): Malformed => [collection, { method }]),
    ...['', '{', 'null', '[]', '"text"', '1e400', 'NaN', '['.repeat(10_000)].map((text) => post(text)),
    ...[null, {}, [''], true, -1, '', '\u0000', 'x'.repeat(100_000)].map(instead),
    post(`{"${field}":"\\ud800"}`),
    post(Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])),
    ...[
      'text/plain',
      'multipart/form-data',
      'application/x-www-form-urlencoded',
      'application/json; charset=utf-99',
      '/',
    ].map((type) => post(body.slice(0, -1), { 'Content-Type': type })),
    post('not compressed', { ...json, 'Content-Encoding': 'gzip' }),
    [collection, { headers: { Accept: 'no/such', 'If-None-Match': '"', Range: 'bytes=9-1', Cookie: '=;=' } }],
  ];
}

const queries = [
  ...['', '-1', '0', 'many', 'NaN', '1e309', '99999999999999999999', '%00', '%ff'].map(
    (value) => `limit=${value}`,
  ),
  ...['-1', '9223372036854775808', 'x'].map((value) => `offset=${value}&page=${value}`),
  ...['limit=1&limit=2', 'limit[]=1', '%zz=1', `q=${'x'.repeat(4_000)}`],
];

const ids = [
  '0',
  '-1',
  'none',
  'null',
  '1e3',
  '9223372036854775808',
  '%00',
  '%ff',
  '%F0%9F%92%A9',
  '1%20OR%201=1',
];

/**
 * Begins a request whose body does not come.
 *
 * @returns ends it
 */
async function unfinished(site: Site, path: string): Promise<() => void> {
  const { host, port } = await site.address();
  const socket = connect(port, host);
  socket.on('error', () => undefined);
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: ${site.host}\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{`,
  );
  return () => {
    socket.destroy();
  };
}
