import { createHash, X509Certificate } from 'node:crypto';
import { certificateAnnotation, isManaged, tlsSecret } from '../../lib/contract';
import { type KubeObject, podTemplateOf } from './kube-object';
import { type SecretObject, valuesOf } from './secret-object';

/** The Secret with the certificate of a server, as its pod mounts it; undefined for any other object. */
export function certificateSecretOf(object: KubeObject): string | undefined {
  if (object.kind !== 'StatefulSet') return undefined;
  const name = tlsSecret(object.metadata.name);
  return mountedKeys(object, name).includes('tls.key') ? name : undefined;
}

/** Whether pods of a workload trust the CA of a server. The pod of the server itself has no CA. */
export function trustsCaOf(workload: KubeObject, secret: string): boolean {
  return mountedKeys(workload, secret).includes('ca.crt');
}

/** The certificate of a server in a Secret; undefined if there is none, or if it can't be read. */
export function certificateIn(secret: SecretObject): X509Certificate | undefined {
  try {
    return new X509Certificate(valuesOf(secret)['tls.crt'] ?? '');
  } catch {
    return undefined;
  }
}

/** The fingerprint of a certificate, for the annotation of its Secret. */
export function fingerprintOf(certificate: string): string {
  return createHash('sha256').update(certificate).digest('hex').slice(0, 16);
}

/** Whether slipway has made the certificate in a Secret. */
export function isOwnCertificate(secret: SecretObject): boolean {
  const { metadata } = secret;
  const fingerprint = fingerprintOf(valuesOf(secret)['tls.crt'] ?? '');
  return isManaged(metadata) && metadata.annotations?.[certificateAnnotation] === fingerprint;
}

function mountedKeys(workload: KubeObject, name: string): string[] {
  const volumes = podTemplateOf(workload)?.spec.volumes ?? [];
  return volumes
    .filter(({ secret }) => secret?.secretName === name)
    .flatMap(({ secret }) => (secret?.items ?? []).map(({ key }) => key));
}
