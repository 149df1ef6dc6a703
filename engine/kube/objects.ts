import type { CronJob as CronJobFields } from 'kubernetes-types/batch/v1';
import type {
  Node as NodeFields,
  PersistentVolumeClaim as ClaimFields,
  Service as ServiceFields,
} from 'kubernetes-types/core/v1';
import type {
  Ingress as IngressFields,
  NetworkPolicy as NetworkPolicyFields,
} from 'kubernetes-types/networking/v1';
import type { Frozen, KubeObject, PodTemplate } from './kube-object';

/** A Kubernetes object with a spec, which is optional in the types of Kubernetes. */
type Specified<Fields extends { readonly spec?: unknown; readonly status?: unknown }> = KubeObject & {
  readonly spec: Frozen<NonNullable<Fields['spec']>>;
  readonly status?: Frozen<Fields['status']>;
};

export type Service = Specified<ServiceFields>;
export type Ingress = Specified<IngressFields>;
export type NetworkPolicy = Specified<NetworkPolicyFields>;
export type ClusterNode = Specified<NodeFields>;
export type PersistentVolumeClaim = Specified<ClaimFields>;

/** A CronJob, whose Jobs have a pod template. */
export type CronJob = Specified<CronJobFields> & {
  readonly spec: { readonly jobTemplate: { readonly spec: { readonly template: PodTemplate } } };
};

/** The size that a claim requests, such as `8Gi`; empty if it requests none. */
export function requestedStorage({ spec }: Frozen<Pick<ClaimFields, 'spec'>>): string {
  return spec?.resources?.requests?.storage ?? '';
}
