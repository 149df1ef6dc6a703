import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Endpoint } from '../core/endpoint';
import type { Resources } from '../core/resources';
import type { ContainerProps } from './container';
import { Probe } from './probe';
import { WebService } from './web-service';

interface ExporterProps extends Pick<ContainerProps, 'image' | 'args' | 'env' | 'files' | 'user'> {
  /** Port of the metrics. */
  readonly port: number;

  /** Server that the exporter connects to. */
  readonly server: Endpoint;
}

/**
 * @internal Defines a Prometheus exporter for a server, as a `WebService`. It is no sidecar: an exporter that does not start
 * must not make the pod of the server unready.
 */
export function exporter(scope: Construct, id: string, { server, ...props }: ExporterProps): WebService {
  return new WebService(scope, id, {
    ...props,
    replicas: 1,
    resources: exporterResources,
    readiness: Probe.fromHttpGet('/'),
    connectsTo: [server],
  });
}

/** @internal Resources of an exporter: a small Go program that works once per scrape. */
export const exporterResources: Resources = {
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(200) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
};
