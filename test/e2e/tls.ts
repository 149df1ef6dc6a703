import type { X509Certificate } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connect, type ConnectionOptions, type SecureVersion, type TLSSocket } from 'node:tls';
import { repository } from './command';
import { ingressNode, publishedPort } from './node';

/**
 * The TLS version of a connection to a host, by a client that trusts only the CA in `.slipway/`.
 *
 * @param version the one version that the client can; @default - any
 */
export function protocolOf(host: string, version?: SecureVersion): Promise<string> {
  const options = {
    ca: readFileSync(join(repository, '.slipway/ca.crt')),
    // Without this, the client does not try deprecated versions.
    ...(version && { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }),
  };
  return greet(host, options, (socket) => socket.getProtocol() ?? 'none');
}

/** The certificate that a host shows, whoever has made it. */
export function certificateOf(host: string): Promise<X509Certificate> {
  return greet(host, { rejectUnauthorized: false }, (socket) => {
    const certificate = socket.getPeerX509Certificate();
    if (!certificate) throw new Error(`${host} shows no certificate`);
    return certificate;
  });
}

/** What there is to see once a connection to a host is secure. */
async function greet<T>(
  host: string,
  options: ConnectionOptions,
  look: (socket: TLSSocket) => T,
): Promise<T> {
  const address = await publishedPort(await ingressNode(), 443);
  const socket = connect({ ...address, servername: host, ...options });
  try {
    await once(socket, 'secureConnect');
    return look(socket);
  } finally {
    socket.destroy();
  }
}
