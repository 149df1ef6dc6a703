import type { Construct } from 'constructs';
import type { Endpoint } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { exporter } from '../../workload/exporter';

/** @internal What an exporter asks, and as whom. */
export interface MongoExporterProps {
  /** @default 'percona/mongodb_exporter:0.47.1' */
  readonly image?: string;
  readonly server: Endpoint;

  /** Of a user who may see the server's statistics. */
  readonly uri: SecretKey;
}

/**
 * @internal Shows the statistics of a server to Prometheus.
 * @see https://github.com/percona/mongodb_exporter/blob/v0.47.1/REFERENCE.md
 */
export function mongoExporter(scope: Construct, id: string, props: MongoExporterProps): Endpoint {
  const { image = 'percona/mongodb_exporter:0.47.1', server, uri } = props;
  return exporter(scope, id, {
    image,
    port: 9216,
    user: 65535, // the image's
    args: ['--collector.diagnosticdata', '--collector.dbstats', '--collector.dbstatsfreestorage'],
    env: { MONGODB_URI: uri },
    server,
  });
}
