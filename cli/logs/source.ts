import type { ContainerStatus, Pod } from '../../engine/health/snapshot';
import { nameLabel } from '../../lib/contract';

/** A container with a log. */
export interface Source {
  readonly pod: string;
  readonly namespace: string;
  readonly container: string;

  /** Its service, as in the Compose file. */
  readonly service: string;

  /** Number of restarts: a restarted container is another source. */
  readonly run: number;

  /** Whether the log may grow. */
  readonly isRunning: boolean;

  /** Prefix of its lines: the pod, and the container if the pod has several. */
  readonly prefix: string;
}

/** The containers of a pod that have started, without init containers that have succeeded. */
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

/** The service of a pod, as in the Compose file. */
export function serviceOf({ metadata }: Pod): string {
  return metadata.labels?.[nameLabel] ?? metadata.name;
}

/** The unique key of a source. */
export function keyOf({ pod, container, run }: Source): string {
  return `${pod} ${container} ${run}`;
}

function hasSucceeded({ state }: ContainerStatus): boolean {
  return state?.terminated?.exitCode === 0;
}
