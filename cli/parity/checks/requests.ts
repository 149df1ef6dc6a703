import type { ParityChecks, ParityRequest } from '../../../lib';
import type { Facts } from '../facts';
import { type Address, ask, type HttpAnswer } from '../http';
import { noteHeaders, steady } from './answer-facts';

/** Values by the name in braces: those that requests have kept, and the variables of the apps. */
export type Kept = Map<string, string>;

/** Sends all requests in order, and notes status, headers and body of each answer. */
export async function noteRequests(
  facts: Facts,
  entry: Address,
  { requests, volatile = [], volatileHeaders = [] }: ParityChecks,
  kept: Kept,
): Promise<void> {
  for (const request of requests) {
    const name = nameOf(request);
    const answer = await send(entry, request, kept);
    for (const [key, pattern] of Object.entries(request.keep ?? {})) {
      const found = pattern.exec(answer.body)?.[1];
      if (found !== undefined) kept.set(key, found);
    }
    facts.set(`${name}: status`, String(answer.status));
    const readable = (text: string): string => withoutKept(steady(text, volatile), request, kept);
    const body = readable(answer.body);
    noteHeaders(facts, name, steadyHeaders(answer, body === answer.body, volatileHeaders), readable);
    facts.set(`${name}: body`, body);
  }
}

/** Headers without volatile ones. If the body can't be compared, neither can its ETag. */
function steadyHeaders(
  { headers }: HttpAnswer,
  hasSteadyBody: boolean,
  volatile: readonly string[],
): HttpAnswer['headers'] {
  const staying = Object.entries(headers).filter(([header]) => !volatile.includes(header));
  return Object.fromEntries(
    staying.map(([header, value]) => [header, header === 'etag' && !hasSteadyBody ? '…' : value]),
  );
}

/** Sends only the GET requests, and notes status and body, while a dependency is stopped. */
export async function noteReads(
  facts: Facts,
  when: string,
  entry: Address,
  { requests, volatile = [] }: ParityChecks,
  kept: Kept,
): Promise<void> {
  const reads = requests.filter(({ method = 'GET', json }) => method === 'GET' && json === undefined);
  const answers = await Promise.all(reads.map((request) => send(entry, request, kept)));
  for (const [index, { status, body }] of answers.entries()) {
    const request = reads[index];
    if (!request) continue;
    facts.set(`${when}${nameOf(request)}: status`, String(status));
    facts.set(`${when}${nameOf(request)}: body`, withoutKept(steady(body, volatile), request, kept));
  }
}

function send(entry: Address, request: ParityRequest, kept: Kept): Promise<HttpAnswer> {
  const { method = 'GET', path, headers = {}, json } = request;
  const body = json === undefined ? request.body : filled(JSON.stringify(json), kept);
  return ask(entry, {
    method,
    path: filled(path, kept),
    headers: {
      ...(json !== undefined && { 'Content-Type': 'application/json' }),
      ...Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, filled(value, kept)])),
    },
    ...(body !== undefined && { body }),
  });
}

/** The name of a request in the report. */
function nameOf({ name, method = 'GET', path }: ParityRequest): string {
  return name ?? `${method} ${path}`;
}

// Replaces only kept values: the braces of JSON stay.
function filled(text: string, kept: Kept): string {
  return [...kept].reduce((rest, [key, value]) => rest.replaceAll(`{${key}}`, value), text);
}

/** Text before a number that is an ID, and not a count: a path, a key that ends in `id`, or a word. */
const placeOfId = String.raw`(?<=\/|[iI][dD]"?[:=]\s*"?|\w\s)`;

/** Replaces the kept values of a request by their names, since they differ between the sides, such as ids. */
function withoutKept(text: string, request: ParityRequest, kept: Kept): string {
  const asked = JSON.stringify(request);
  const isOwn = (key: string): boolean => asked.includes(`{${key}}`) || key in (request.keep ?? {});
  const own = [...kept].filter(([key]) => isOwn(key));
  return own.reduce((rest, [key, value]) => {
    const pattern = value.replaceAll(/[.+*?^${}()|[\]\\]/g, '\\$&');
    const place = /^\d+$/.test(value) ? placeOfId : '(?<!\\w)';
    return rest.replaceAll(new RegExp(`${place}${pattern}(?!\\w)`, 'g'), `{${key}}`);
  }, text);
}
