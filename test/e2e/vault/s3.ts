import { createHash, createHmac } from 'node:crypto';
import { once } from 'node:events';
import * as http from 'node:http';
import * as https from 'node:https';
import { buffer } from 'node:stream/consumers';
import type { DeployedStack } from '../deployed-stack';
import { throughForward } from '../forwarded';

/** Where an object store is, and who asks it. */
export interface S3Access {
  readonly url: string;
  readonly id: string;
  readonly secret: string;

  /** Whom to trust. @default - without TLS */
  readonly tls?: Pick<https.RequestOptions, 'ca' | 'servername'>;
}

/** A client of an object store, asked as any program asks it: with requests that are signed. */
export class S3 {
  /** Does `work` with the object store of a stack. */
  public static async of(
    stack: DeployedStack,
    store: string,
    work: (s3: S3) => Promise<void>,
  ): Promise<void> {
    const valueOf = async (key: string): Promise<string> => {
      const path = `--output=jsonpath={.data.${key}}`;
      const { stdout } = await stack.kubectl('get', 'secret', `${store}-credentials`, path);
      return Buffer.from(stdout, 'base64').toString();
    };
    const [id, secret] = [await valueOf('access-key-id'), await valueOf('secret-access-key')];
    await throughForward(stack, store, 9000, (url) => work(new S3({ url, id, secret })));
  }

  constructor(private readonly access: S3Access) {}

  public async buckets(): Promise<string[]> {
    return names((await this.ask('GET', '/')).toString(), 'Name');
  }

  public async keys(bucket: string): Promise<string[]> {
    return names((await this.ask('GET', `/${bucket}`)).toString(), 'Key');
  }

  public get(bucket: string, key: string): Promise<Buffer> {
    return this.ask('GET', pathOf(bucket, key));
  }

  /** Makes an object, or the bucket if there is no key. */
  public async put(bucket: string, key: string, body: Buffer = Buffer.alloc(0)): Promise<void> {
    await this.ask('PUT', pathOf(bucket, key), body);
  }

  /** Deletes an object, or the bucket if there is no key. */
  public async delete(bucket: string, key: string): Promise<void> {
    await this.ask('DELETE', pathOf(bucket, key));
  }

  /** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
  private async ask(method: string, path: string, body: Buffer = Buffer.alloc(0)): Promise<Buffer> {
    const { url, id, secret, tls } = this.access;
    const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const headers = {
      host: new URL(url).host,
      'x-amz-content-sha256': sha256(body),
      'x-amz-date': time,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const signed = Object.keys(headers).join(';');
    const request = [method, path, '', lines.join(''), signed, sha256(body)].join('\n');
    const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
    const key = scope.split('/').reduce((last: string | Buffer, part) => hmac(last, part), `AWS4${secret}`);
    const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')).toString(
      'hex',
    );
    const authorization = `AWS4-HMAC-SHA256 Credential=${id}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    const options = { method, headers: { ...headers, authorization }, ...tls };
    const asked = (tls ? https : http).request(url + path, options).end(body);
    const [answer] = (await once(asked, 'response')) as [http.IncomingMessage];
    const content = await buffer(answer);
    if ((answer.statusCode ?? 0) >= 300) {
      throw new Error(`${method} ${path}: ${answer.statusCode} ${content.toString()}`);
    }
    return content;
  }
}

function pathOf(bucket: string, key: string): string {
  return `/${[bucket, ...(key === '' ? [] : key.split('/'))].map(encodeURIComponent).join('/')}`;
}

function names(xml: string, element: string): string[] {
  return [...xml.matchAll(new RegExp(`<${element}>([^<]*)</${element}>`, 'g'))]
    .map(([, name = '']) => name)
    .filter((name) => element === 'Key' || name !== '')
    .sort();
}

function sha256(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

function hmac(key: string | Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
