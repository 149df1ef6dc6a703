import { tlsSecret } from '../contract';
import type { EnvValue, SecretFile } from '../core/env';

/** The certificate of a server, as files from the Secret `<id>-tls`. */
export interface ServerCertificate {
  /** The certificate, with those of intermediate CAs. */
  readonly certificate: SecretFile;

  /** The private key. */
  readonly key: SecretFile;

  /** The CA certificates that clients trust. */
  readonly ca: SecretFile;
}

/** @internal The certificate of the server of that id, in the folder `/etc/tls/<id>` of its pod, and of its clients. */
export function serverCertificate(id: string): ServerCertificate {
  const file = (key: string): SecretFile => caFile(id, tlsSecret(id), key);
  return { certificate: file('tls.crt'), key: file('tls.key'), ca: file('ca.crt') };
}

/** @internal The CA certificates of a server, from another Secret than `<id>-tls`. */
export function caFile(id: string, secret: string, key = 'ca.crt'): SecretFile {
  return { secret, key, path: `/etc/tls/${id}/${key}` };
}

/** @internal Variables of a server that have its certificate and key mounted, as files that the kubelet updates. */
export function serverFiles({ certificate, key }: ServerCertificate): Readonly<Record<string, EnvValue>> {
  return { TLS_CERT_FILE: certificate, TLS_KEY_FILE: key };
}

/**
 * @internal A command line that runs `reload` if the certificate in the pod is another one than at its last run. A reload
 * drops no connection. If the server refuses the certificate, it keeps the old one and logs why.
 *
 * @param loaded path for a copy of the certificate of the last run
 */
export function reloadCertificate(
  { certificate }: ServerCertificate,
  loaded: string,
  reload: string,
): string {
  return `{ cmp -s ${certificate.path} ${loaded} || { cat ${certificate.path} > ${loaded} && ${reload}; }; }`;
}
