import type { Construct } from 'constructs';
import type { Endpoint } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { exporter } from '../../workload/exporter';
import { statementQueries } from './statements';

/** A server, and the role by which the exporter connects to it. */
interface PostgresExporterProps {
  readonly image: string;
  readonly server: Endpoint;
  readonly database: string;
  readonly username: SecretKey;
  readonly password: SecretKey;

  /** Whether the server has the extension pg_stat_statements, whose counts the exporter exposes then. */
  readonly countsStatements: boolean;
}

/** @internal Defines postgres_exporter for a server, as the `WebService` of that id. */
export function postgresExporter(scope: Construct, id: string, props: PostgresExporterProps): Endpoint {
  const { image, server, database, username, password, countsStatements } = props;
  return exporter(scope, id, {
    image,
    port: 9187,
    user: 65534, // the user `nobody` of the image
    env: {
      DATA_SOURCE_URI: `${server.host}:${server.port}/${encodeURIComponent(database)}?sslmode=disable`,
      DATA_SOURCE_USER: username,
      DATA_SOURCE_PASS: password,
      ...(countsStatements && { PG_EXPORTER_EXTEND_QUERY_PATH: queriesPath }),
    },
    ...(countsStatements && { files: { [queriesPath]: statementQueries(database) } }),
    server,
  });
}

const queriesPath = '/etc/postgres-exporter/queries.yaml';
