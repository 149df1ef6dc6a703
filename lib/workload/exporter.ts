import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Construct } from 'constructs';
import type { Endpoint } from '../core/endpoint';
import type { Resources } from '../core/resources';
import type { ContainerProps } from './container';
import { Probe } from './probe';
import { WebService } from './web-service';

/** @internal What an exporter asks, and how. */
export interface ExporterProps extends Pick<ContainerProps, 'image' | 'args' | 'env' | 'user'> {
  /** Port that Prometheus reads. */
  readonly port: number;

  /** Server whose numbers it shows. */
  readonly server: Endpoint;
}

/**
 * @internal Shows the numbers of a server to Prometheus, from a pod of its own: one that does not start must not take
 * the server out of service.
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

/** @internal The exporters are small Go programs that work once per scrape. */
export const exporterResources: Resources = {
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(200) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(64) },
};
