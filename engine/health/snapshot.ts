import type {
  ContainerState as KubeContainerState,
  ContainerStatus as KubeContainerStatus,
  Event as KubeEvent,
  Pod as KubePod,
} from 'kubernetes-types/core/v1';
import type { Condition as KubeCondition } from 'kubernetes-types/meta/v1';
import type { Frozen, KubeObject, PodTemplate } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import type { Places } from './places';

/** A condition in the status of an object. */
export type Condition = Frozen<Pick<KubeCondition, 'type' | 'status'> & Partial<KubeCondition>>;

/** A workload as the cluster has it. */
export interface Workload extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly completions?: number;
    readonly instances?: number;
    readonly imageName?: string;
    readonly template?: PodTemplate;
  };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly replicas?: number;
    readonly readyReplicas?: number;
    readonly updatedReplicas?: number;
    readonly availableReplicas?: number;
    readonly currentRevision?: string;
    readonly updateRevision?: string;
    readonly desiredNumberScheduled?: number;
    readonly updatedNumberScheduled?: number;
    readonly numberAvailable?: number;
    readonly succeeded?: number;
    readonly readyInstances?: number;
    readonly phase?: string;
    readonly phaseReason?: string;
    readonly currentPrimary?: string;
    readonly targetPrimary?: string;
    readonly image?: string;
    readonly conditions?: readonly Condition[];
  };
}

/** The state of a container: waiting, running or terminated. */
export type ContainerState = Frozen<KubeContainerState>;

/** The status of one container of a pod. */
export type ContainerStatus = Frozen<KubeContainerStatus>;

/** A pod as the cluster has it. */
export type Pod = KubeObject & Frozen<Pick<KubePod, 'spec' | 'status'>>;

/** An event of an object. */
export type Event = KubeObject & Frozen<Omit<KubeEvent, 'apiVersion' | 'kind' | 'metadata'>>;

/** The state of a namespace at one moment. */
export interface Snapshot {
  readonly workloads: readonly Workload[];
  readonly replicaSets: readonly KubeObject[];
  readonly pods: readonly Pod[];
  readonly events: readonly Event[];
  readonly ingresses: readonly KubeObject[];

  /** @default - not read, or not permitted */
  readonly places?: Places;
}

/** Kinds whose pods `slipway up` waits for. */
export const workloadKinds: readonly string[] = ['Deployment', 'StatefulSet', 'DaemonSet', 'Job', 'Cluster'];

const resources = [
  'deployments',
  'statefulsets',
  'daemonsets',
  'jobs',
  'replicasets',
  'pods',
  'events',
  'ingresses',
];

/** Resources of CloudNativePG, which most clusters do not have. */
const operatedResources = ['clusters.postgresql.cnpg.io'];

/** Reads a namespace. */
export async function takeSnapshot(kubectl: Kubectl, namespace: string): Promise<Snapshot> {
  const args = ['--namespace', namespace, '--show-managed-fields'];
  const [objects, operated] = await Promise.all([
    kubectl.list(resources, args),
    kubectl.listKnown(operatedResources, args),
  ]);
  return sortOut([...objects, ...operated]);
}

/** Makes a snapshot of the objects that kubectl lists. */
export function sortOut(objects: readonly KubeObject[]): Snapshot {
  const ofKind = (...kinds: readonly string[]): unknown => objects.filter(({ kind }) => kinds.includes(kind));
  return {
    workloads: ofKind(...workloadKinds) as Workload[],
    replicaSets: ofKind('ReplicaSet') as KubeObject[],
    pods: ofKind('Pod') as Pod[],
    events: ofKind('Event') as Event[],
    ingresses: ofKind('Ingress') as KubeObject[],
  };
}
