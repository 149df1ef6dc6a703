import type { DeploymentSpec, StatefulSetSpec } from 'kubernetes-types/apps/v1';
import type { HorizontalPodAutoscalerSpec } from 'kubernetes-types/autoscaling/v2';
import type { CronJobSpec } from 'kubernetes-types/batch/v1';
import type { PersistentVolumeClaimSpec, ResourceQuotaSpec, ServiceSpec } from 'kubernetes-types/core/v1';
import type { IngressRule, IngressSpec } from 'kubernetes-types/networking/v1';
import type { PodDisruptionBudgetSpec } from 'kubernetes-types/policy/v1';
import type { Role } from 'kubernetes-types/rbac/v1';
import { formatPort, nameLabel, podSecurityLabel } from '../../lib/contract';
import { describeExemption, exemptionOf } from '../kube/exemption';
import { servingImages } from '../kube/images';
import { type Frozen, type KubeObject, nameOf, podTemplateOf } from '../kube/kube-object';
import { describePolicy } from '../kube/network-policy';
import { requestedStorage } from '../kube/objects';
import { describeRole } from '../kube/role';
import type { SecretObject } from '../kube/secret-object';
import { backendsOf, entranceOf, isStreamRoute } from '../kube/stream-route';

/**
 * One line per object with the facts for a reviewer, such as `Deployment/app x2 shop/app:1.0.0`. The lines are sorted
 * and have no hashes, so they change only if the system changes.
 */
export function inventory(objects: readonly KubeObject[]): string[] {
  const scaled = new Map(objects.filter(isAutoscaler).map(({ spec }) => [spec.scaleTargetRef?.name, spec]));
  return objects
    .map((object) => {
      const range = scaled.get(object.metadata.name);
      const replicas =
        range && object.kind === 'Deployment' ? `x${range.minReplicas ?? 1}..${range.maxReplicas ?? 1}` : '';
      const exemption = exemptionOf(object);
      const rights = exemption ? `(${describeExemption(exemption)})` : '';
      return [title(object), replicas, facts(object), rights].filter(Boolean).join(' ');
    })
    .sort((a, b) => (a < b ? -1 : 1));
}

// The name of a Job ends in a hash of its pod template. The label of its pods has the name in the chart.
function title(object: KubeObject): string {
  const name = podTemplateOf(object)?.metadata?.labels?.[nameLabel];
  return object.kind === 'Job' && name ? `Job/${name}` : nameOf(object);
}

function facts(object: KubeObject): string {
  const describe = descriptions[object.kind];
  return describe ? describe(object as Described) : '';
}

/** The fields that the descriptions read. An object has only the fields of its kind. */
interface Described extends SecretObject {
  /** Of a ConfigMap. */
  readonly binaryData?: Readonly<Record<string, string>>;

  /** Of a Role. */
  readonly rules?: Frozen<Role['rules']>;
  readonly spec: Frozen<
    Partial<
      Pick<DeploymentSpec, 'replicas'> &
        Pick<StatefulSetSpec, 'volumeClaimTemplates'> &
        Pick<CronJobSpec, 'schedule' | 'suspend'> &
        Pick<PersistentVolumeClaimSpec, 'resources'> &
        Pick<ServiceSpec, 'type' | 'ports' | 'clusterIP'> &
        Pick<IngressSpec, 'rules' | 'tls'> &
        Pick<HorizontalPodAutoscalerSpec, 'minReplicas' | 'maxReplicas' | 'scaleTargetRef'> &
        Pick<PodDisruptionBudgetSpec, 'minAvailable' | 'maxUnavailable'> &
        Pick<ResourceQuotaSpec, 'hard'>
    >
  > & {
    // Of CloudNativePG
    readonly instances?: number;
    readonly storage?: { readonly size: string };
  };
}

function isAutoscaler(object: KubeObject): object is Described {
  return object.kind === 'HorizontalPodAutoscaler';
}

const descriptions: Readonly<Record<string, (object: Described) => string>> = {
  Namespace: podSecurity,
  Deployment: (object) => [times(object), images(object)].filter(Boolean).join(' '),
  StatefulSet: (object) => [times(object), images(object), ...storage(object)].filter(Boolean).join(' '),
  DaemonSet: images,
  Cluster: (object) => [times(object), images(object), object.spec.storage?.size ?? ''].join(' '),
  Pooler: (object) => [times(object), images(object)].join(' '),
  Job: images,
  CronJob: (object) => `${when(object)} ${images(object)}`,
  PersistentVolumeClaim: requestedStorage,
  Service: ({ spec }) =>
    [published(spec.type), ports(spec.ports), spec.clusterIP === 'None' ? 'headless' : '']
      .filter(Boolean)
      .join(' '),
  Ingress: ({ spec }) => `${(spec.rules ?? []).map(route).join(', ')}${spec.tls ? ' with TLS' : ''}`,
  TCPRoute: streamRoute,
  UDPRoute: streamRoute,
  TLSRoute: streamRoute,
  NetworkPolicy: describePolicy,
  ConfigMap: ({ data, binaryData }) => count(Object.keys({ ...data, ...binaryData }).length, 'file'),
  Secret: ({ data, stringData }) =>
    Object.keys({ ...data, ...stringData })
      .sort()
      .join(', '),
  HorizontalPodAutoscaler: ({ spec }) => `${spec.minReplicas ?? 1} to ${spec.maxReplicas ?? 1}`,
  PodDisruptionBudget: ({ spec }) =>
    spec.minAvailable === undefined
      ? `at most ${spec.maxUnavailable ?? 0} away`
      : `at least ${spec.minAvailable} there`,
  Role: ({ rules }) => describeRole(rules),
  ResourceQuota: ({ spec }) =>
    Object.entries(spec.hard ?? {})
      .map(([resource, most]) => `${resource} ${most}`)
      .join(', '),
};

/** The Pod Security Standard of a namespace that exemptions have lowered. */
function podSecurity({ metadata }: Described): string {
  const level = metadata.labels?.[podSecurityLabel] ?? 'restricted';
  return level === 'restricted' ? '' : `lets in ${level} pods`;
}

function when({ spec }: Described): string {
  return spec.suspend ? 'on demand' : `at '${spec.schedule ?? ''}'`;
}

function times({ spec }: Described): string {
  const pods = spec.instances ?? spec.replicas;
  return pods === undefined ? '' : `x${pods}`;
}

function images(object: KubeObject): string {
  return servingImages(object).join(', ');
}

function storage({ spec }: Described): string[] {
  return (spec.volumeClaimTemplates ?? []).map(requestedStorage);
}

function ports(list: Described['spec']['ports'] = []): string {
  return list
    .map(({ port, targetPort = port, protocol, nodePort }) =>
      [
        formatPort(port, protocol),
        ...(nodePort === undefined ? [] : [`(${nodePort} of each node)`]),
        ...(targetPort === port ? [] : [`-> ${targetPort}`]),
      ].join(' '),
    )
    .join(', ');
}

/** The type of a Service that is reachable from outside of the cluster. */
function published(type = 'ClusterIP'): string {
  return type === 'ClusterIP' ? '' : type;
}

function streamRoute(object: KubeObject): string {
  if (!isStreamRoute(object)) return '';
  const to = backendsOf(object).map(({ name, port = '' }) => `${name}:${port}`);
  return `${entranceOf(object)} -> ${to.join(', ')}`;
}

function route({ host = '*', http }: Frozen<IngressRule>): string {
  return (http?.paths ?? [])
    .map(({ path = '/', backend: { service } }) => {
      const to = `${service?.name ?? ''}:${service?.port?.number ?? service?.port?.name ?? ''}`;
      return `${host}${path === '/' ? '' : path} -> ${to}`;
    })
    .join(', ');
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
