import type { Container } from '../../imports/k8s';
import type { Environment } from '../core/environment';
import type { Resources } from '../core/resources';
import { container, type ContainerProps } from './container';

/**
 * @internal A second program in each pod, which lives and dies with the first one, such as an exporter. For the
 * library's own workloads: what a user runs beside a program is a workload of its own.
 */
export interface Sidecar extends Pick<ContainerProps, 'image' | 'args'> {
  readonly name: string;

  /** Port that it listens on. */
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
