import type { EnvValue, SecretFile } from '../../core/env';
import { reloadCertificate, type ServerCertificate } from '../server-certificate';
import type { PostgresSettings } from './settings';

const hbaPath = '/etc/postgresql/pg_hba.conf';

/**
 * @internal Files of a server that accepts only TLS connections from the network. Inside the pod the socket needs no password,
 * as by default in the official images.
 */
export const tlsFiles: Readonly<Record<string, string>> = {
  [hbaPath]: `local all all trust
local replication all trust
hostssl all all all scram-sha-256
`,
};

/**
 * @internal Settings of a server that accepts only TLS connections from the network.
 * @throws if `settings` has one of them
 */
export function tlsSettings(
  of: string,
  { certificate, key }: ServerCertificate,
  settings: PostgresSettings = {},
): PostgresSettings {
  const ours = { ssl: true, ssl_cert_file: certificate.path, ssl_key_file: key.path, hba_file: hbaPath };
  const [both] = Object.keys(ours).filter((name) => name in settings);
  if (both !== undefined) {
    throw new Error(
      `'settings' of '${of}' must not have '${both}' with TLS, which sets it; remove it, or set 'tls' to false and configure TLS yourself`,
    );
  }
  return ours;
}

/** @internal A command line that has the server load a renewed certificate. It is PID 1 of its container. */
export function reloadCommand(certificate: ServerCertificate): string {
  return reloadCertificate(certificate, '/tmp/loaded.crt', 'kill -HUP 1');
}

/** @internal Query of a URL, with which libpq, pgx, node-postgres and JDBC verify the server. Empty without TLS. */
export function tlsQuery(ca: SecretFile | undefined): string {
  return ca ? `sslmode=verify-full&sslrootcert=${ca.path}` : '';
}

/** @internal Variables with which clients of libpq, and lib/pq of Go, verify the server. None without TLS. */
export function tlsEnv(ca: SecretFile | undefined): Readonly<Record<string, EnvValue>> {
  return ca ? { PGSSLMODE: 'verify-full', PGSSLROOTCERT: ca } : {};
}
