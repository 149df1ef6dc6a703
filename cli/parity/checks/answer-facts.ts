import type { IncomingHttpHeaders } from 'node:http';
import type { Facts } from '../facts';

/** Headers that say something of the moment or of the connection, not of the answer. */
const momentary = new Set([
  ...['connection', 'content-length', 'date', 'expires', 'keep-alive', 'transfer-encoding', 'x-request-id'],
]);

/** Headers that name several things in no order. */
const unordered = new Set(['access-control-allow-headers', 'access-control-allow-methods', 'allow', 'vary']);

/** What every answer may have in it that no two have alike. */
const known: readonly RegExp[] = [
  /\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:?\d\d)?/g,
  // The fraction of a second in a Unix time, as in an ETag: files lose it when Docker saves their image for a cluster.
  /(?<=\b1\d{9})\.\d+/g,
  /[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g,
  // Of a Content-Security-Policy, in a header, an attribute or a script.
  /(?<=nonce\W{1,6})[\w+/]{16,}={0,2}/g,
];

/** Replaces what differs from one answer to the next by `…`. */
export function steady(text: string, volatile: readonly RegExp[]): string {
  return [...known, ...volatile.map((pattern) => new RegExp(pattern.source, withG(pattern.flags)))].reduce(
    (rest, pattern) => rest.replaceAll(pattern, '…'),
    text,
  );
}

/**
 * Notes the headers of an answer, each as a fact of its own.
 *
 * @param readable takes out of a value what can't be compared
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

/** Without its value and the moment it ends, which `Max-Age` says as well. */
function steadyCookie(cookie: string): string {
  return cookie.replace(/=[^;]*/, '=…').replace(/(;\s*expires=)[^;]*/i, '$1…');
}

function withG(flags: string): string {
  return flags.includes('g') ? flags : `${flags}g`;
}
