import type { KubeObject } from './cluster';

export interface Pod extends KubeObject {
  readonly spec: {
    readonly nodeName?: string;
    readonly automountServiceAccountToken?: boolean;
    readonly volumes?: readonly Volume[];
    readonly containers: readonly Container[];
  };
  readonly status: {
    readonly phase: string;
    readonly podIP?: string;

    /** Address of its node. */
    readonly hostIP?: string;
    readonly conditions?: readonly { readonly type: string; readonly status: string }[];
    readonly containerStatuses?: readonly ContainerStatus[];
    readonly initContainerStatuses?: readonly ContainerStatus[];
  };
}

interface Container {
  readonly name: string;
  readonly resources?: Resources;
  readonly livenessProbe?: Probe;
}

interface Probe {
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

interface Volume {
  readonly name: string;
  readonly projected?: { readonly sources: readonly { readonly serviceAccountToken?: object }[] };
}

/** The requests and limits of a container. */
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
 * The restarts of the workload's main container and its init containers, together.
 *
 * Restarts of a sidecar do not count: some versions of exporters end if they start before their target, and are restarted.
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

/** Problems of pods that should be ready and never restarted, a line each. */
export function complaints(pods: readonly Pod[]): string[] {
  return pods.flatMap((pod) => [
    ...(isReady(pod) ? [] : [`${pod.metadata.name} is ${pod.status.phase}, but not ready`]),
    ...(restarts(pod) === 0 ? [] : [`${pod.metadata.name} was restarted ${restarts(pod)} times`]),
  ]);
}

/** The volumes that give a pod a token for the Kubernetes API, a line each. */
export function tokens({ metadata: { name }, spec }: Pod): string[] {
  const volumes = (spec.volumes ?? []).filter(({ projected }) =>
    projected?.sources.some(({ serviceAccountToken }) => serviceAccountToken),
  );
  return [
    ...(spec.automountServiceAccountToken === false ? [] : [`${name} asks for a token`]),
    ...volumes.map((volume) => `${name} has a token in the volume ${volume.name}`),
  ];
}
