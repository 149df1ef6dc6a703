import type { PostgresKey } from '../../lib';
import { type SecretObject, valuesOf } from '../kube/secret-object';

/** The name and password of a Postgres role. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Keys that a Secret with Postgres credentials must have. */
const needed = ['username', 'password', 'dbname', 'host'] as const satisfies readonly PostgresKey[];

/** The values of a Secret with Postgres credentials. */
export type LoginValues = Readonly<Record<string, string>> &
  Readonly<Record<(typeof needed)[number], string>>;

/** The values of a Secret; undefined if it does not hold Postgres credentials. */
export function loginValues(secret: SecretObject): LoginValues | undefined {
  const values = valuesOf(secret);
  return needed.every((key) => values[key]) ? (values as LoginValues) : undefined;
}

/** The Secret with another login, also in its URIs. Other values stay. */
export function withLogin(secret: SecretObject, login: Login): SecretObject {
  const values = loginValues(secret);
  if (!values) throw new Error(`Secret/${secret.metadata.name} does not hold Postgres credentials`);
  const changed: Record<string, string> = { ...values, ...login };
  if (values.uri !== undefined) changed.uri = uriWith(values.uri, login);
  const jdbc = values['jdbc-uri'];
  if (jdbc !== undefined) changed['jdbc-uri'] = jdbcUriWith(jdbc, login);
  const encoded = Object.entries(changed).map(([key, value]) => [key, Buffer.from(value).toString('base64')]);
  return { ...secret, data: Object.fromEntries(encoded) as Record<string, string> };
}

function uriWith(uri: string, { username, password }: Login): string {
  const url = new URL(uri);
  url.username = encodeURIComponent(username);
  url.password = encodeURIComponent(password);
  return url.toString();
}

/** `jdbc:postgresql://host:5432/db?user=…&password=…` */
function jdbcUriWith(uri: string, { username, password }: Login): string {
  const url = new URL(uri.replace(/^jdbc:/, ''));
  url.searchParams.set('user', username);
  url.searchParams.set('password', password);
  // As in the chart: a query need not escape the slashes of a path.
  return `jdbc:${url.toString().replaceAll('%2F', '/')}`;
}
