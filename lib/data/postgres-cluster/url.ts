import type { SecretFile, SecretKey, SecretText } from '../../core/env';
import { tlsQuery } from '../postgres/tls';

/** A database, and where it can be reached. */
interface Place {
  readonly host: string;
  readonly port: number;

  /** Name of the database, and of the role that owns it. */
  readonly database: string;

  /** Password of that role. */
  readonly password: SecretKey;

  /**
   * CA of the server.
   *
   * @default - no TLS
   */
  readonly ca?: SecretFile;
}

/**
 * @internal The URL of a database, with the password from the Secret of the operator. It is not escaped: the operator generates
 * passwords of letters and digits.
 */
export function databaseUrl(key: 'uri' | 'jdbc-uri', place: Place): SecretText {
  const { host, port, database, password, ca } = place;
  const secrets = [{ ...password, ...(ca && { file: ca }) }];
  const address = `${host}:${port}/${database}`;
  const query = tlsQuery(ca);
  return key === 'uri'
    ? { text: [`postgresql://${database}:`, `@${address}${query && `?${query}`}`], secrets }
    : { text: [`jdbc:postgresql://${address}?user=${database}&password=`, query && `&${query}`], secrets };
}
