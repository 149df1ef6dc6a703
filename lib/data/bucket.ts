import type { Construct } from 'constructs';
import type { Connections } from '../core/connections';
import type { Credentials } from '../core/credentials';
import { Stack } from '../core/stack';
import { ObjectStore } from './object-store';

/** Props for a bucket of any server that speaks S3. */
export interface S3TargetProps {
  /** URL such as `https://s3.eu-central-1.amazonaws.com`, or an `ObjectStore` of the stack. */
  readonly endpoint: string | ObjectStore;

  /** Bucket; it is made if it is not there and the credentials allow it. */
  readonly bucket: string;

  /** Begin of all keys in the bucket, so that several stacks can share one. @default - the name of the stack */
  readonly prefix?: string;

  /** @default - the endpoint's own */
  readonly region?: string;

  /** Secret with the keys `access-key-id` and `secret-access-key`. */
  readonly credentials: Credentials;
}

/** @internal A place in a bucket. */
export interface Bucket {
  /** URL of the server. */
  readonly url: string;
  readonly prefix: string;

  /** Lets a workload connect to the server. */
  readonly connect: (connections: Connections) => void;
}

/**
 * @internal
 * @throws if the endpoint is not a URL
 */
export function bucketOf(scope: Construct, { endpoint, prefix }: S3TargetProps): Bucket {
  const url = endpoint instanceof ObjectStore ? endpoint.url : endpoint;
  return {
    url: checkEndpoint(url),
    prefix: prefix ?? Stack.of(scope).namespace,
    connect: (connections) => {
      if (endpoint instanceof ObjectStore) connections.allowTo(endpoint);
      else connections.allowToAnywhere(portOf(new URL(url)));
    },
  };
}

/** @internal */
export function checkEndpoint(url: string): string {
  if (!/^https?:\/\/[^/]+\/?$/.test(url)) {
    throw new Error(`'endpoint' must be a URL such as 'https://s3.example.com', got '${url}'`);
  }
  return url;
}

function portOf({ port, protocol }: URL): number {
  return port ? Number(port) : protocol === 'http:' ? 80 : 443;
}
