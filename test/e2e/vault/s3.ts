import { createHash, createHmac } from 'node:crypto';
import type { DeployedStack } from '../deployed-stack';
import { throughForward } from '../forwarded';

/** A client of an object store, asked as any program asks it: with requests that are signed. */
export class S3 {
  /** Does `work` with the object store of a stack. */
  public static async of(
    stack: DeployedStack,
    store: string,
    work: (s3: S3) => Promise<void>,
  ): Promise<void> {
    const secret = async (key: string): Promise<string> => {
      const path = `--output=jsonpath={.data.${key}}`;
      const { stdout } = await stack.kubectl('get', 'secret', `${store}-credentials`, path);
      return Buffer.from(stdout, 'base64').toString();
    };
    const [id, key] = [await secret('access-key-id'), await secret('secret-access-key')];
    await throughForward(stack, store, 9000, (url) => work(new S3(url, id, key)));
  }

  private constructor(
    private readonly url: string,
    private readonly id: string,
    private readonly secret: string,
  ) {}

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
  public async put(bucket: string, key: string, body = Buffer.alloc(0)): Promise<void> {
    await this.ask('PUT', pathOf(bucket, key), body);
  }

  /** Deletes an object, or the bucket if there is no key. */
  public async delete(bucket: string, key: string): Promise<void> {
    await this.ask('DELETE', pathOf(bucket, key));
  }

  /** @see https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html */
  private async ask(method: string, path: string, body = Buffer.alloc(0)): Promise<Buffer> {
    const time = new Date().toISOString().replaceAll(/[-:]|\.\d+/g, '');
    const headers = {
      host: new URL(this.url).host,
      'x-amz-content-sha256': sha256(body),
      'x-amz-date': time,
    };
    const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`);
    const signed = Object.keys(headers).join(';');
    const request = [method, path, '', lines.join(''), signed, sha256(body)].join('\n');
    const scope = `${time.slice(0, 8)}/us-east-1/s3/aws4_request`;
    const key = scope
      .split('/')
      .reduce((last: string | Buffer, part) => hmac(last, part), `AWS4${this.secret}`);
    const signature = hmac(key, ['AWS4-HMAC-SHA256', time, scope, sha256(request)].join('\n')).toString(
      'hex',
    );
    const authorization = `AWS4-HMAC-SHA256 Credential=${this.id}/${scope}, SignedHeaders=${signed}, Signature=${signature}`;
    const answer = await fetch(this.url + path, {
      method,
      headers: { ...headers, authorization },
      ...(method === 'PUT' && { body: new Uint8Array(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${answer.status} ${await answer.text()}`);
    return Buffer.from(await answer.arrayBuffer());
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
