import type { IncomingHttpHeaders } from 'node:http';
import type { Facts } from '../facts';

/** Headers that depend on the time or the connection, not on the answer. */
const momentary = new Set([
  ...['connection', 'content-length', 'date', 'expires', 'keep-alive', 'transfer-encoding', 'x-request-id'],
]);

/** Headers with lists whose order has no meaning. */
const unordered = new Set(['access-control-allow-headers', 'access-control-allow-methods', 'allow', 'vary']);

/** Parts of answers that differ from one answer to the next. */
const known: readonly RegExp[] = [
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g,
  // The fraction of a second in a Unix time, as in an ETag: Docker drops it when it saves an image for a cluster.
  /(?<=\b1\d{9})\.\d+/g,
  /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g,
  // The nonce of a Content-Security-Policy, in a header, an attribute or a script.
  /(?<=nonce\W{1,6})[\w+/]{16,}={0,2}/g,
];

/** Replaces the parts that differ from one answer to the next by `…`. */
export function steady(text: string, volatile: readonly RegExp[]): string {
  return [...known, ...volatile.map((pattern) => new RegExp(pattern.source, withG(pattern.flags)))].reduce(
    (rest, pattern) => rest.replaceAll(pattern, '…'),
    text,
  );
}

/**
 * Notes each header of an answer as a fact.
 *
 * @param readable replaces the parts of a value that can't be compared
 */
export function noteHeaders(
  facts: Facts,
  name: string,
  headers: IncomingHttpHeaders,
  readable: (text: string) => string,
): void {
  for (const [header, value = ''] of Object.entries(headers)) {
    if (momentary.has(header)) continue;
    const text = Array.isArray(value) ? value.map(steadyCookie).join(', ') : value;
    const ordered = unordered.has(header)
      ? text
          .split(/\s*,\s*/)
          .sort()
          .join(', ')
      : text;
    facts.set(`${name}: header ${header}`, readable(ordered));
  }
}

/** A cookie without its value and its `Expires`; `Max-Age` says the same. */
function steadyCookie(cookie: string): string {
  return cookie.replace(/=[^;]*/, '=…').replace(/(;\s*expires=)[^;]*/i, '$1…');
}

function withG(flags: string): string {
  return flags.includes('g') ? flags : `${flags}g`;
}
