import { type IncomingHttpHeaders, request } from 'node:http';
import { type Address, ingressNode, publishedPort } from './node';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
  readonly text: string;
}

export interface Question {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;

  /** Sent as JSON. */
  readonly json?: unknown;

  /** Sent as they are, in place of JSON. */
  readonly bytes?: Buffer;
}

/** A host as its users see it: through the ingress controller. */
export class Site {
  private found: Promise<Address> | undefined;

  constructor(public readonly host: string) {}

  /** Where the ingress controller answers on this machine. No name is resolved: the host goes into the header. */
  public address(): Promise<Address> {
    this.found ??= ingressNode().then((node) => publishedPort(node, 80));
    return this.found;
  }

  public async ask(
    path: string,
    { method = 'GET', headers = {}, json, bytes }: Question = {},
  ): Promise<Answer> {
    const { host, port } = await this.address();
    const type = json === undefined ? {} : { 'Content-Type': 'application/json' };
    return new Promise((resolve, reject) => {
      const options = {
        host,
        port,
        path,
        method,
        headers: { Host: this.host, ...type, ...headers },
        agent: false,
      };
      const asked = request({ ...options, timeout: 30_000 }, (answer) => {
        const parts: Buffer[] = [];
        answer.on('data', (part: Buffer) => parts.push(part));
        answer.on('error', reject);
        answer.on('end', () => {
          const all = Buffer.concat(parts);
          resolve({
            status: answer.statusCode ?? 0,
            headers: answer.headers,
            bytes: all,
            text: all.toString(),
          });
        });
      });
      asked.on('timeout', () => asked.destroy(new Error(`no answer from ${this.host}${path} within 30 s`)));
      asked.on('error', reject);
      asked.end(bytes ?? (json === undefined ? undefined : JSON.stringify(json)));
    });
  }

  /** The JSON of an answer that must have succeeded. */
  public async json<T>(path: string, question: Question = {}): Promise<T> {
    const { status, text } = await this.ask(path, question);
    if (status < 200 || status > 299) throw new Error(`${this.host}${path} answered ${status}: ${text}`);
    return JSON.parse(text) as T;
  }
}
