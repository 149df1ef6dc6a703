import { servingImages } from '../../engine/kube/images';
import { type KubeObject, nameOf, podTemplateOf } from '../../engine/kube/kube-object';
import { withBackupsAsOne } from './backups';
import type { Labels } from './selector';

/** A disk that pods keep data on. */
export interface Volume {
  readonly name: string;

  /** Size as Kubernetes writes it, such as `8Gi`. */
  readonly size: string;
}

/** What runs pods. */
export interface Workload {
  readonly id: string;
  readonly type: 'workload';

  /** Kind of the object, such as `Deployment`. */
  readonly kind: string;
  readonly name: string;

  /** `x2`, `x2..10` with an autoscaler, a schedule, `on demand`, or empty. */
  readonly scale: string;

  /** Images of its containers, the main one first, without registry and path. */
  readonly images: readonly string[];
  readonly volumes: readonly Volume[];

  /** Labels by which Services and NetworkPolicies find its pods: one set for each kind of pod that it has. */
  readonly pods: readonly Labels[];
}

interface ClaimSpec {
  readonly resources: { readonly requests: { readonly storage: string } };
}

interface Owner extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly instances?: number;
    readonly schedule?: string;
    readonly suspend?: boolean;
    readonly storage?: { readonly size: string };
    readonly volumeClaimTemplates?: readonly {
      readonly metadata: { readonly name: string };
      readonly spec: ClaimSpec;
    }[];
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
  };
}

interface Claim extends KubeObject {
  readonly spec: ClaimSpec;
}

interface MountingPod {
  readonly volumes?: readonly { readonly persistentVolumeClaim?: { readonly claimName: string } }[];
}

/** The workloads among the objects, in their order; those that are scaled to nothing are left out. */
export function workloadsOf(objects: readonly KubeObject[]): Workload[] {
  const owners = objects as readonly Owner[];
  const all = owners
    .filter((object) => isCluster(object) || podTemplateOf(object) !== undefined)
    .filter(({ spec }) => spec.replicas !== 0)
    .map((object): Workload => ({
      id: nameOf(object),
      type: 'workload',
      kind: object.kind,
      name: podLabels(object)['app.kubernetes.io/name'] ?? object.metadata.name,
      scale: scaleOf(object, owners),
      images: servingImages(object).map((image) => image.split('/').at(-1) ?? image),
      volumes: volumesOf(object, objects),
      pods: [podLabels(object)],
    }));
  return withBackupsAsOne(all, objects);
}

/** A database of CloudNativePG, whose operator makes the pods. */
function isCluster({ kind, apiVersion }: KubeObject): boolean {
  return kind === 'Cluster' && apiVersion.startsWith('postgresql.cnpg.io/');
}

function podLabels(object: KubeObject): Labels {
  if (isCluster(object))
    return { 'cnpg.io/cluster': object.metadata.name, 'app.kubernetes.io/component': 'database' };
  return podTemplateOf(object)?.metadata?.labels ?? {};
}

function scaleOf({ kind, metadata, spec }: Owner, objects: readonly Owner[]): string {
  const scaler = objects.find(
    (each) =>
      each.kind === 'HorizontalPodAutoscaler' &&
      each.spec.scaleTargetRef?.name === metadata.name &&
      each.spec.scaleTargetRef.kind === kind,
  );
  if (scaler) return `x${scaler.spec.minReplicas ?? 1}..${scaler.spec.maxReplicas ?? 1}`;
  if (kind === 'CronJob') return spec.suspend ? 'on demand' : `at ${spec.schedule ?? ''}`;
  const pods = spec.instances ?? spec.replicas;
  return pods === undefined ? '' : `x${pods}`;
}

function volumesOf(object: Owner, objects: readonly KubeObject[]): Volume[] {
  const { volumeClaimTemplates = [], storage } = object.spec;
  const { volumes = [] } = (podTemplateOf(object)?.spec ?? {}) as MountingPod;
  return [
    ...(isCluster(object) && storage ? [{ name: 'data', size: storage.size }] : []),
    ...volumeClaimTemplates.map(({ metadata: { name }, spec }) => ({ name, size: sizeOf(spec) })),
    ...volumes.flatMap(({ persistentVolumeClaim }) => {
      const name = persistentVolumeClaim?.claimName;
      const claim = objects.find(
        (each): each is Claim => nameOf(each) === `PersistentVolumeClaim/${name ?? ''}`,
      );
      return claim && name !== undefined ? [{ name, size: sizeOf(claim.spec) }] : [];
    }),
  ];
}

function sizeOf({ resources }: ClaimSpec): string {
  return resources.requests.storage;
}
