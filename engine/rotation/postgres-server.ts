import { Failure } from '../base/failure';
import type { Kubectl } from '../kube/kubectl';
import { invocation } from '../machine/invocation';
import type { Login } from './login-secret';

/** The interim login, which pods use while the app's role gets another password. */
export const interim = 'slipway_rotation';

/** A Postgres server in a StatefulSet. It runs psql as the superuser, over the socket inside its pod. */
export class PostgresServer {
  constructor(
    private readonly kubectl: Kubectl,
    private readonly namespace: string,
    private readonly name: string,
    private readonly database: string,
  ) {}

  /** The role whose rights the interim login has; undefined if there is no interim login. */
  public async interimFor(): Promise<string | undefined> {
    const role = await this.ask(
      `SELECT r.rolname FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.roleid ` +
        `JOIN pg_roles s ON s.oid = m.member WHERE s.rolname = '${interim}';`,
    );
    return role === '' ? undefined : role;
  }

  /** Creates the interim login. It has the rights of `role` and acts as `role`, which owns what it creates. */
  public async makeInterim(role: string, password: string): Promise<void> {
    await this.ask(
      `SELECT 'CREATE ROLE ${interim}' WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '${interim}') \\gexec`,
      `ALTER ROLE ${interim} LOGIN INHERIT PASSWORD ${literal(password)};`,
      `GRANT ${identifier(role)} TO ${interim};`,
      `ALTER ROLE ${interim} SET role TO ${identifier(role)};`,
    );
  }

  /** Sets the password of a role. Its connections stay. */
  public async setPassword({ username, password }: Login): Promise<void> {
    await this.ask(`ALTER ROLE ${identifier(username)} PASSWORD ${literal(password)};`);
  }

  public async dropInterim(): Promise<void> {
    await this.ask(`DROP ROLE IF EXISTS ${interim};`);
  }

  /** The connections of a login, such as `app 10.244.0.7`. */
  public async connectionsOf(username: string): Promise<readonly string[]> {
    const lines = await this.ask(
      `SELECT trim(coalesce(application_name, '') || ' ' || coalesce(host(client_addr), 'local')) ` +
        `FROM pg_stat_activity WHERE usename = ${literal(username)};`,
    );
    return lines.split('\n').filter((line) => line !== '');
  }

  private async ask(...statements: readonly string[]): Promise<string> {
    // Statements go to standard input, and logging is off, so that no password is in a command line or in a log.
    const quiet = [
      'log_statement = none',
      'log_min_duration_statement = -1',
      'log_min_error_statement = panic',
    ];
    const input = [...quiet.map((setting) => `SET ${setting};`), ...statements].join('\n');
    const psql = ['sh', '-c', asSuperuser, 'psql', '-X', '-q', '-A', '-t', '-v', 'ON_ERROR_STOP=1'];
    const place = ['--namespace', this.namespace, `statefulset/${this.name}`, '--container', this.name];
    const { exitCode, stdout, stderr } = await this.kubectl.attempt(
      ['exec', '--stdin', ...place, '--', ...psql, '-d', this.database],
      { input: `${input}\n` },
    );
    if (exitCode === 0) return stdout.trim();
    throw new Failure(
      `psql failed on the server '${this.name}'`,
      `Read its message above, check with '${invocation(`status ${this.namespace}`, this.kubectl.context)}' that the server is ready, and repeat the command.`,
      stderr.trim(),
    );
  }
}

/** As the role that initdb made: the variable is that of the image, which has this default. */
const asSuperuser = 'exec psql -U "${POSTGRES_USER:-postgres}" "$@"';

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

function literal(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}
