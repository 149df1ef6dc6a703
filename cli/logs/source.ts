import type { ContainerStatus, Pod } from '../../engine/health/snapshot';
import { nameLabel } from '../../lib/contract';

/** A container that has something to say. */
export interface Source {
  readonly pod: string;
  readonly namespace: string;
  readonly container: string;

  /** Name of the service, as in the Compose file, that it belongs to. */
  readonly service: string;

  /** A container that has been started again is another source. */
  readonly run: number;

  /** Whether it may say more. */
  readonly isRunning: boolean;

  /** What its lines begin with: the pod, and the container where the pod has several. */
  readonly prefix: string;
}

/** The containers of a pod that have started, those left out that have done their work before the pod began. */
export function sourcesOf(pod: Pod): Source[] {
  const { metadata, status = {} } = pod;
  const { initContainerStatuses = [], containerStatuses = [] } = status;
  const containers = [...initContainerStatuses.filter((each) => !hasSucceeded(each)), ...containerStatuses];
  return containers
    .filter(({ state, lastState }) => state?.running ?? state?.terminated ?? lastState?.terminated)
    .map(({ name, restartCount, state }) => ({
      pod: metadata.name,
      namespace: metadata.namespace ?? '',
      container: name,
      service: serviceOf(pod),
      run: restartCount,
      isRunning: state?.running !== undefined,
      prefix: containers.length > 1 ? `${metadata.name} ${name}` : metadata.name,
    }));
}

/** The service, as in the Compose file, that a pod belongs to. */
export function serviceOf({ metadata }: Pod): string {
  return metadata.labels?.[nameLabel] ?? metadata.name;
}

/** Tells sources apart. */
export function keyOf({ pod, container, run }: Source): string {
  return `${pod} ${container} ${run}`;
}

function hasSucceeded({ state }: ContainerStatus): boolean {
  return state?.terminated?.exitCode === 0;
}
