/**
 * @internal A command that succeeds if a server takes TCP connections, for images without a client of it: with bash, as on Debian,
 * or with nc, as on Alpine Linux.
 */
export function acceptsTcp(host: string, port: number): string {
  return `if command -v bash > /dev/null; then timeout 3 bash -c ': < /dev/tcp/${host}/${port}'; else nc -z -w 3 ${host} ${port}; fi`;
}
