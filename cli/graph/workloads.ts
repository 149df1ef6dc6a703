import { exemptionOf } from '../../engine/kube/exemption';
import { servingImages } from '../../engine/kube/images';
import { type KubeObject, nameOf, podTemplateOf } from '../../engine/kube/kube-object';
import { type PersistentVolumeClaim, requestedStorage } from '../../engine/kube/objects';
import { clusterPodLabels, nameLabel } from '../../lib/contract';
import { withBackupsAsOne } from './backups';
import type { Labels } from './selector';
import type { Volume, Workload } from './workload';

interface Owner extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly instances?: number;
    readonly schedule?: string;
    readonly suspend?: boolean;
    readonly storage?: { readonly size: string };
    readonly volumeClaimTemplates?: readonly PersistentVolumeClaim[];
    readonly scaleTargetRef?: { readonly kind: string; readonly name: string };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
  };
}

/** The workloads among the objects, in their order, without those that are scaled to zero. */
export function workloadsOf(objects: readonly KubeObject[]): Workload[] {
  const owners = objects as readonly Owner[];
  const all = owners
    .filter((object) => isCluster(object) || podTemplateOf(object) !== undefined)
    .filter(({ spec }) => spec.replicas !== 0)
    .map((object) => workloadOf(object, owners));
  return withBackupsAsOne(all, objects);
}

function workloadOf(object: Owner, objects: readonly Owner[]): Workload {
  const exempt = exemptionOf(object);
  return {
    id: nameOf(object),
    type: 'workload',
    kind: object.kind,
    name: podLabels(object)[nameLabel] ?? object.metadata.name,
    scale: scaleOf(object, objects),
    images: servingImages(object).map((image) => image.split('/').at(-1) ?? image),
    volumes: volumesOf(object, objects),
    ...(exempt && { exempt }),
    pods: [podLabels(object)],
  };
}

/** Whether an object is a database of CloudNativePG, whose operator creates the pods. */
function isCluster({ kind, apiVersion }: KubeObject): boolean {
  return kind === 'Cluster' && apiVersion.startsWith('postgresql.cnpg.io/');
}

function podLabels(object: KubeObject): Labels {
  if (isCluster(object)) return clusterPodLabels(object.metadata.name);
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
  const { volumes = [] } = podTemplateOf(object)?.spec ?? {};
  return [
    ...(isCluster(object) && storage ? [{ name: 'data', size: storage.size }] : []),
    ...volumeClaimTemplates.map((claim) => ({ name: claim.metadata.name, size: requestedStorage(claim) })),
    ...volumes.flatMap(({ persistentVolumeClaim }) => {
      const name = persistentVolumeClaim?.claimName;
      const claim = objects.find(
        (each): each is PersistentVolumeClaim => nameOf(each) === `PersistentVolumeClaim/${name ?? ''}`,
      );
      return claim && name !== undefined ? [{ name, size: requestedStorage(claim) }] : [];
    }),
  ];
}
