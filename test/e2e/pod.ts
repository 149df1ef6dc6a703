import type { KubeObject } from './cluster';

export interface Pod extends KubeObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly containers: readonly { readonly name: string; readonly resources?: Resources }[];
  };
  readonly status: {
    readonly phase: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

/** What a container is promised, and what it may use. */
interface Resources {
  readonly requests?: Readonly<Record<string, string>>;
  readonly limits?: Readonly<Record<string, string>>;
}

interface ContainerStatus {
  readonly name: string;
  readonly restartCount: number;
  readonly containerID?: string;
  readonly state?: { readonly waiting?: { readonly reason?: string } };
}

/** Whether the pod gets traffic. */
export function isReady({ metadata, status }: Pod): boolean {
  const ready = status.conditions?.some(
    (condition) => condition.type === 'Ready' && condition.status === 'True',
  );
  return ready === true && metadata.deletionTimestamp === undefined;
}

/**
 * How often the workload's own container and those before it have been restarted, together.
 *
 * A sidecar may have been: an exporter that is there before what it asks ends, in some versions, and tries again.
 */
export function restarts({ metadata, status }: Pod): number {
  const own = (status.containerStatuses ?? []).filter(
    ({ name }) => name === metadata.labels?.['app.kubernetes.io/name'],
  );
  return [...own, ...(status.initContainerStatuses ?? [])].reduce(
    (sum, { restartCount }) => sum + restartCount,
    0,
  );
}

/** What is wrong with pods that should be up and undisturbed, a line each. */
export function complaints(pods: readonly Pod[]): string[] {
  return pods.flatMap((pod) => [
    ...(isReady(pod) ? [] : [`${pod.metadata.name} is ${pod.status.phase}, but not ready`]),
    ...(restarts(pod) === 0 ? [] : [`${pod.metadata.name} was restarted ${restarts(pod)} times`]),
  ]);
}
