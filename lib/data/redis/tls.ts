import { reloadCertificate, type ServerCertificate } from '../server-certificate';
import { printUsers, users } from './users';

/** Folder in memory of a running server: its configuration with the users, and its socket. */
const folder = '/run/redis';
const socket = `${folder}/redis.sock`;
const passwordFile = `${folder}/reload`;

/** @internal Arguments of redis-cli that connect within the pod, where no certificate is needed. */
export const bySocket = `-s ${socket}`;

/** @internal Arguments of redis-cli that connect by TLS. It verifies that the certificate is of the CA, but no name. */
export function byTls(host: string): string {
  return `-h ${host} --tls --cacert "$REDIS_CA"`;
}

/** @internal Lines of `redis.conf` for a server that accepts only TLS connections from the network. */
export function tlsConf({ certificate, key }: ServerCertificate, port: number): string {
  return `port 0
tls-port ${port}
tls-cert-file ${certificate.path}
tls-key-file ${key.path}
# Clients log in by passwords, not by certificates.
tls-auth-clients no
unixsocket ${socket}
unixsocketperm 700
`;
}

/** @internal Lines of the start script that print the user who may reload the certificate, with a new password. */
export const printReloader: readonly string[] = [
  `${users.reload.variable}=$(head -c 24 /dev/urandom | base64)`,
  `printf %s "$${users.reload.variable}" > ${passwordFile}`,
  ...printUsers([users.reload]),
];

/** @internal A command line that has the server load a renewed certificate, as a user who may do nothing else. */
export function reloadCommand(certificate: ServerCertificate): string {
  const files = `tls-cert-file ${certificate.certificate.path} tls-key-file ${certificate.key.path}`;
  const login = `REDISCLI_AUTH=$(cat ${passwordFile})`;
  const reload = `${login} redis-cli ${bySocket} --user ${users.reload.name} config set ${files} | grep -q OK`;
  return reloadCertificate(certificate, `${folder}/loaded.crt`, reload);
}
