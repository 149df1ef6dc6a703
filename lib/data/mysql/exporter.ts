import type { Construct } from 'constructs';
import type { Endpoint } from '../../core/endpoint';
import type { SecretKey } from '../../core/env';
import { exporter } from '../../workload/exporter';

/** A server, and the password of the user `exporter`. */
interface MySqlExporterProps {
  readonly image: string;
  readonly server: Endpoint;
  readonly password: SecretKey;
}

/**
 * @internal Defines mysqld_exporter for a server, as the `WebService` of that id.
 * @see https://github.com/prometheus/mysqld_exporter/blob/v0.17.2/README.md
 */
export function mySqlExporter(scope: Construct, id: string, props: MySqlExporterProps): Endpoint {
  const { image, server, password } = props;
  return exporter(scope, id, {
    image,
    port: 9104,
    user: 65534, // the user `nobody` of the image
    args: [
      `--mysqld.address=${server.host}:${server.port}`,
      '--mysqld.username=exporter',
      // It has no replica, and asking needs one more privilege.
      '--no-collect.slave_status',
      '--collect.info_schema.innodb_tablespaces',
    ],
    env: { MYSQLD_EXPORTER_PASSWORD: password },
    server,
  });
}
