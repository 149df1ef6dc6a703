import type { Container } from '../../imports/k8s';
import type { Environment } from '../core/environment';
import type { Resources } from '../core/resources';
import { container, type ContainerProps } from './container';

/**
 * @internal A second container in each pod, such as an exporter. Only for constructs of the library: a user defines a
 * workload of its own instead.
 */
export interface Sidecar extends Pick<ContainerProps, 'image' | 'args'> {
  readonly name: string;

  /** Port that the container listens on. */
  readonly port: number;
  readonly resources: Resources;
}

/** @internal The container of a sidecar. */
export function sidecarContainer(sidecar: Sidecar, environment: Environment): Container {
  return {
    ...container(sidecar.name, { ...sidecar, emptyDirs: {} }, sidecar.resources, environment),
    ports: [{ containerPort: sidecar.port }],
  };
}
