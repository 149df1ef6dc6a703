import type { Construct } from 'constructs';
import type { Endpoint } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { exporter } from '../../workload/exporter';

/** A server, and the user by which the exporter connects to it. */
interface MongoExporterProps {
  readonly image: string;
  readonly server: Endpoint;

  /** Connection URI of a user with the role `clusterMonitor`. */
  readonly uri: SecretKey;
}

/**
 * @internal Defines mongodb_exporter for a server, as the `WebService` of that id.
 * @see https://github.com/percona/mongodb_exporter/blob/v0.47.1/REFERENCE.md
 */
export function mongoExporter(scope: Construct, id: string, props: MongoExporterProps): Endpoint {
  const { image, server, uri } = props;
  return exporter(scope, id, {
    image,
    port: 9216,
    user: 65535, // the user of the image
    args: ['--collector.diagnosticdata', '--collector.dbstats', '--collector.dbstatsfreestorage'],
    env: { MONGODB_URI: uri },
    server,
  });
}
