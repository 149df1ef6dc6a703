import type { PostgresKey } from '../../lib';
import { type SecretObject, valuesOf } from '../kube/secret-object';

/** A name and a password that Postgres takes. */
export interface Login {
  readonly username: string;
  readonly password: string;
}

/** Keys without which a Secret does not say how to get into a Postgres database. */
const needed = ['username', 'password', 'dbname', 'host'] as const satisfies readonly PostgresKey[];

/** What a Secret of a Postgres app's says. */
export type LoginValues = Readonly<Record<string, string>> &
  Readonly<Record<(typeof needed)[number], string>>;

/** The values of a Secret, or undefined if it is not one of a Postgres app's. */
export function loginValues(secret: SecretObject): LoginValues | undefined {
  const values = valuesOf(secret);
  return needed.every((key) => values[key]) ? (values as LoginValues) : undefined;
}

/** The same Secret with another login, in its URIs too; whatever else is in them stays. */
export function withLogin(secret: SecretObject, login: Login): SecretObject {
  const values = loginValues(secret);
  if (!values) throw new Error(`Secret/${secret.metadata.name} is not one of a Postgres app's`);
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
  return `jdbc:${url.toString()}`;
}
