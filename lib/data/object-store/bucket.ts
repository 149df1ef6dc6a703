import type { Construct } from 'constructs';
import type { Connections } from '../../core/connections';
import type { Credentials } from '../../core/credentials';
import type { SecretKey } from '../../core/env';
import { Stack } from '../../core/stack';
import { ObjectStore } from './object-store';

/** A bucket of an S3-compatible server. */
export interface S3TargetProps {
  /** URL such as `https://s3.eu-central-1.amazonaws.com`, or an `ObjectStore` of the stack. */
  readonly endpoint: string | ObjectStore;

  /** Name of the bucket. `Backups` create it if it does not exist and the credentials allow it. */
  readonly bucket: string;

  /**
   * Prefix of all keys in the bucket, so that several stacks can share one bucket.
   *
   * @default - the name of the stack
   */
  readonly prefix?: string;

  /**
   * Region of the bucket.
   *
   * @default - the default of the server
   */
  readonly region?: string;

  /** Secret with the keys `access-key-id` and `secret-access-key`. */
  readonly credentials: Credentials;

  /**
   * CA bundle (PEM) for an endpoint whose certificate a private CA signed, as a Secret key. `Backups` trust it in addition
   * to the public CAs, a `PostgresCluster` trusts only it.
   *
   * @default - the public CAs
   */
  readonly ca?: SecretKey;
}

/** The server of a bucket. */
interface BucketServer {
  readonly url: string;

  /** Allows connections from a workload to the server. */
  readonly connect: (connections: Connections) => void;
}

/**
 * @internal The server of a bucket.
 * @param of what has the bucket, for errors
 * @throws if `endpoint` is not a URL
 * @throws if `ca` is given and `endpoint` is not an `https` URL
 */
export function serverOf(of: string, { endpoint, ca }: S3TargetProps): BucketServer {
  const url = endpoint instanceof ObjectStore ? endpoint.url : endpoint;
  if (!/^https?:\/\/[^/]+\/?$/.test(url)) {
    throw new Error(`'endpoint' of ${of} must be a URL such as 'https://s3.example.com', got '${url}'`);
  }
  if (ca && !url.startsWith('https:')) {
    throw new Error(`'ca' of ${of} needs an 'endpoint' such as 'https://s3.example.com', got '${url}'`);
  }
  return {
    url,
    connect: (connections) => {
      if (endpoint instanceof ObjectStore) connections.allowTo(endpoint);
      else connections.allowToUrl(url);
    },
  };
}

/** @internal Prefix of all keys of a stack in its bucket. */
export function prefixOf(scope: Construct, { prefix }: S3TargetProps): string {
  return prefix ?? Stack.of(scope).namespace;
}
