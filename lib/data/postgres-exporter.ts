import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Endpoint } from '../core/endpoint';
import type { SecretKey } from '../core/env';
import { Probe } from '../workload/probe';
import { WebService } from '../workload/web-service';

/** @internal What an exporter asks, and as whom. */
export interface PostgresExporterProps {
  readonly image: string;
  readonly server: Endpoint;
  readonly database: string;
  readonly username: SecretKey;
  readonly password: SecretKey;
}

/**
 * @internal Shows the statistics of a server to Prometheus, from a pod of its own: one that does not start must not
 * take the database out of service.
 */
export function postgresExporter(scope: Construct, id: string, props: PostgresExporterProps): WebService {
  const { image, server, database, username, password } = props;
  return new WebService(scope, id, {
    image,
    port: 9187,
    replicas: 1,
    user: 65534, // the image's `nobody`
    resources: {
      cpu: { request: Cpu.millis(10), limit: Cpu.millis(200) },
      memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
    },
    env: {
      DATA_SOURCE_URI: `${server.host}:${server.port}/${database}?sslmode=disable`,
      DATA_SOURCE_USER: username,
      DATA_SOURCE_PASS: password,
    },
    readiness: Probe.fromHttpGet('/'),
    connectsTo: [server],
  });
}
