import type { Construct } from 'constructs';
import type { Endpoint } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { exporter } from '../../workload/exporter';

/** @internal What an exporter asks, and as whom. */
export interface PostgresExporterProps {
  /** @default 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1' */
  readonly image?: string;
  readonly server: Endpoint;
  readonly database: string;
  readonly username: SecretKey;
  readonly password: SecretKey;
}

const defaultImage = 'quay.io/prometheuscommunity/postgres-exporter:v0.17.1';

/** @internal Shows the statistics of a server to Prometheus. */
export function postgresExporter(scope: Construct, id: string, props: PostgresExporterProps): Endpoint {
  const { image = defaultImage, server, database, username, password } = props;
  return exporter(scope, id, {
    image,
    port: 9187,
    user: 65534, // the image's `nobody`
    env: {
      DATA_SOURCE_URI: `${server.host}:${server.port}/${database}?sslmode=disable`,
      DATA_SOURCE_USER: username,
      DATA_SOURCE_PASS: password,
    },
    server,
  });
}
