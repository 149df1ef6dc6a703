import type { ServerKind } from './server-kind';

/**
 * @internal The scripts that run before those of the user: the user of the exporter, who can read statistics only.
 *
 * The image's bash sources them. The statement goes to standard input, so that no password is in a command line.
 */
export function firstScripts({ client }: ServerKind): Record<string, string> {
  return {
    '00-exporter.sh': `(
set -eu
password=\${EXPORTER_PASSWORD//\\\\/\\\\\\\\}
MYSQL_PWD="$MYSQL_ROOT_PASSWORD" ${client} --user=root --protocol=SOCKET <<SQL
CREATE USER 'exporter'@'%' IDENTIFIED BY '\${password//\\'/\\'\\'}' WITH MAX_USER_CONNECTIONS 3;
GRANT PROCESS ON *.* TO 'exporter'@'%';
SQL
)
`,
  };
}
