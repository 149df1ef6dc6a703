import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Container } from '../../imports/k8s';
import type { Credentials } from '../core/credentials';
import { container } from '../workload/container';
import { containerSecurityContext } from '../workload/security';

/** @internal Port on which the exporter answers. */
export const exporterPort = 9187;

// The image's user `nobody`.
const user = 65534;

const resources = {
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(200) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
};

/**
 * @internal A sidecar that shows the server's statistics to Prometheus.
 *
 * It connects as superuser, over the pod's own loopback: only that role sees the statistics of all others.
 */
export function postgresExporter(image: string, superuser: Credentials): Container {
  const env = {
    DATA_SOURCE_URI: '127.0.0.1:5432/postgres?sslmode=disable',
    DATA_SOURCE_USER: superuser.key('username'),
    DATA_SOURCE_PASS: superuser.key('password'),
  };
  return {
    ...container('exporter', { image, env, scratch: {} }, resources),
    securityContext: containerSecurityContext(user),
    ports: [{ containerPort: exporterPort }],
  };
}
