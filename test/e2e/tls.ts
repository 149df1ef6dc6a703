import { readFileSync } from 'node:fs';
import { once } from 'node:events';
import { join } from 'node:path';
import { connect, type SecureVersion } from 'node:tls';
import { repository } from './command';
import { ingressNode, publishedPort } from './node';

/**
 * The version of TLS that a host is spoken to, by a client that trusts nobody but the authority in `.slipway/`.
 *
 * @param version the one version that the client can; @default - any
 */
export async function protocolOf(host: string, version?: SecureVersion): Promise<string> {
  const address = await publishedPort(await ingressNode(), 443);
  const socket = connect({
    ...address,
    servername: host,
    ca: readFileSync(join(repository, '.slipway/ca.crt')),
    // Without this no version that has been given up is even tried.
    ...(version && { minVersion: version, maxVersion: version, ciphers: 'DEFAULT:@SECLEVEL=0' }),
  });
  try {
    await once(socket, 'secureConnect');
    return socket.getProtocol() ?? 'none';
  } finally {
    socket.destroy();
  }
}
