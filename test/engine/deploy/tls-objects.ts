import { certificatesOf } from '../../../engine/deploy/certificates';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { type SecretObject, valuesOf } from '../../../engine/kube/secret-object';
import { object } from './cluster-objects';

/** A workload whose pods mount keys of the Secret `db-tls`. */
function mounting(kind: string, name: string, keys: readonly string[]): KubeObject {
  const items = keys.map((key) => ({ key, path: key }));
  const volumes = [{ name: 'tls', secret: { secretName: 'db-tls', items } }];
  return object(kind, name, {
    spec: { template: { spec: { containers: [{ name, image: 'x:1' }], volumes } } },
  });
}

/** A server with a certificate. */
export const db = mounting('StatefulSet', 'db', ['tls.crt', 'tls.key']);

/** A client that trusts its CA. */
export const api = mounting('Deployment', 'api', ['ca.crt']);

/** The Secret that a launch makes for the server, as the cluster has it. */
export function madeSecret(): SecretObject {
  const [secret] = certificatesOf('shop', [db], []).secrets;
  if (!secret) throw new Error('no certificate was made');
  return { ...secret, metadata: { ...secret.metadata, uid: '1', resourceVersion: '7' } };
}

/** A Secret with one other value. */
export function withValue(secret: SecretObject, key: string, value: string): SecretObject {
  return { ...secret, data: { ...secret.data, [key]: Buffer.from(value).toString('base64') } };
}

/** A value of a Secret. */
export function valueOf(secret: SecretObject | undefined, key: string): string {
  return (secret && valuesOf(secret)[key]) ?? '';
}

const day = 24 * 60 * 60 * 1000;

/** Milliseconds: the time in so many years of 365 days. */
export function inYears(years: number): number {
  return Date.now() + years * 365 * day;
}
