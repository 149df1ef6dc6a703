import type { Construct } from 'constructs';
import type { Connections } from '../../core/connections';
import type { Credentials } from '../../core/credentials';
import type { SecretKey } from '../../core/env';
import { Stack } from '../../core/stack';
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

  /**
   * Certificates in PEM of the authority that the endpoint's own is of, where that is a private one: a key of a Secret.
   * `Backups` trust it beside the public ones, a `PostgresCluster` in their place.
   *
   * @default - the public ones
   */
  readonly ca?: SecretKey;
}

/** @internal The server that a bucket is on. */
export interface BucketServer {
  readonly url: string;

  /** Lets a workload connect to the server. */
  readonly connect: (connections: Connections) => void;
}

/**
 * @internal
 * @throws if the endpoint is not a URL, or has an authority but no TLS
 */
export function serverOf({ endpoint, ca }: S3TargetProps): BucketServer {
  const url = endpoint instanceof ObjectStore ? endpoint.url : endpoint;
  if (!/^https?:\/\/[^/]+\/?$/.test(url)) {
    throw new Error(`'endpoint' must be a URL such as 'https://s3.example.com', got '${url}'`);
  }
  if (ca && !url.startsWith('https:')) {
    throw new Error(`'ca' is for an 'endpoint' with https, got '${url}'; remove one, or change the other`);
  }
  return {
    url,
    connect: (connections) => {
      if (endpoint instanceof ObjectStore) connections.allowTo(endpoint);
      else connections.allowToUrl(url);
    },
  };
}

/** @internal Begin of all keys of a stack in its bucket. */
export function prefixOf(scope: Construct, { prefix }: S3TargetProps): string {
  return prefix ?? Stack.of(scope).namespace;
}
