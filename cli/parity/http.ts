import { type IncomingHttpHeaders, request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { gunzipSync } from 'node:zlib';
import { Duration } from '../../engine/base/duration';
import { pause } from '../../engine/base/sleep';

/** The address of a stack: connections go to this machine, and `host` is the Host header. */
export interface Address {
  readonly scheme: 'http' | 'https';
  readonly host: string;
  readonly port: number;
}

/** A request. */
export interface HttpQuestion {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** An answer. */
export interface HttpAnswer {
  /** 0 if there was no answer. */
  readonly status: number;
  readonly headers: IncomingHttpHeaders;

  /** Decompressed. */
  readonly body: string;
}

/** Longest wait for an answer. */
const longestAnswer = Duration.seconds(20);

/** Longest `Retry-After` that is respected. */
const longestWait = Duration.seconds(10);
const none: HttpAnswer = { status: 0, headers: {}, body: '' };

/**
 * Sends a request. If a rate limit refuses it, sends it again after `Retry-After`, since speed is not compared. Follows
 * no redirect, and checks no certificate.
 */
export async function ask(address: Address, question: HttpQuestion): Promise<HttpAnswer> {
  const answer = await askOnce(address, question);
  const wait = Number(answer.headers['retry-after'] ?? NaN);
  if (answer.status !== 429 || !(wait <= longestWait.toSeconds())) return answer;
  await pause(Duration.seconds(wait));
  return askOnce(address, question);
}

function askOnce(
  { scheme, host, port }: Address,
  { method, path, headers, body }: HttpQuestion,
): Promise<HttpAnswer> {
  return new Promise((resolve) => {
    const options = {
      ...{ host: '127.0.0.1', port, method, path, agent: false, timeout: longestAnswer.toMilliseconds() },
      headers: { Host: host, 'Content-Length': Buffer.byteLength(body ?? ''), ...headers },
    };
    const request =
      scheme === 'http'
        ? httpRequest(options)
        : httpsRequest({ ...options, servername: host, rejectUnauthorized: false });
    request.on('timeout', () => request.destroy());
    request.on('error', () => {
      resolve(none);
    });
    request.on('response', (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('error', () => {
        resolve(none);
      });
      response.on('end', () => {
        const { statusCode: status = 0, headers: received } = response;
        resolve({ status, headers: received, body: readable(Buffer.concat(parts), received) });
      });
    });
    request.end(body);
  });
}

function readable(body: Buffer, headers: IncomingHttpHeaders): string {
  const isCompressed = headers['content-encoding'] === 'gzip' && body.length > 0;
  return (isCompressed ? gunzipSync(body) : body).toString();
}
