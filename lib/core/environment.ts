import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ingressNamespace, localFolder, localSecretsFile } from '../contract';
import type { ImageLock } from '../local/image-lock';
import { type CertificateStore, LocalCertificateAuthority } from '../local/local-certificate-authority';
import { LocalSecrets, type SecretStore } from '../local/local-secrets';
import type { BackupBucket } from './backup-bucket';
import type { BackupEncryption } from './backup-encryption';
import { checkArgument } from './check-props';
import type { ExternalSecrets } from './external-secrets';
import type { ResourceRequests, Resources } from './resources';

/**
 * All differences between two installations of one stack.
 *
 * A chart asks for its environment only to add or omit a whole service. Every other difference is a field here. To make
 * an environment of your own, spread another one: `{ ...dev(), name: 'test', replicas: 1 }`.
 */
export interface Environment {
  /** Name of the environment, for the option `--env`. */
  readonly name: string;

  /** Parent domain of the hosts: the default host of the stack `shop` is `shop.<domain>`. */
  readonly domain: string;

  /**
   * Source of the TLS certificates, which are in the Secrets `<host>-tls`.
   *
   * - a `CertificateStore`: the Secrets are defined, with certificates of the store
   * - a `ClusterIssuer`: cert-manager creates the Secrets
   * - `'existing'`: the Secrets must exist
   * - `'none'`: no TLS
   */
  readonly tls: CertificateStore | ClusterIssuer | 'existing' | 'none';

  /** Whether HTTP is redirected to HTTPS, with HSTS for one year. No effect with `tls: 'none'`. */
  readonly httpsOnly: boolean;

  /**
   * How `Ingress` and `PublishedPorts` expose their endpoints.
   *
   * - `'ingress'`: by an Ingress, for an ingress controller, and by Services of the type `publishedAs`
   * - `'gateway-api'`: by routes of the Gateway that `SharedGateway` defines
   * - a `GatewayReference`: by routes of another Gateway
   *
   * @default 'ingress'
   */
  readonly edge?: 'ingress' | 'gateway-api' | GatewayReference;

  /**
   * Type of the Services of `PublishedPorts`.
   *
   * - `'LoadBalancer'`: the cloud, or a program such as MetalLB, gives each an address
   * - `'NodePort'`: a port of each node leads there; on kind `extraPortMappings` lead a port of this machine to that of the node
   *
   * @default 'LoadBalancer'
   */
  readonly publishedAs?: 'LoadBalancer' | 'NodePort';

  /** Namespace of the ingress controller. NetworkPolicies allow traffic from it with `edge: 'ingress'`. */
  readonly ingressNamespace: string;

  /** Default number of pods of a stateless workload. */
  readonly replicas: number;

  /** Whether workloads with `autoscale` get a HorizontalPodAutoscaler. Needs metrics-server in the cluster. */
  readonly autoscaling: boolean;

  /**
   * Source of the Secrets.
   *
   * - a `SecretStore`: the Secrets are defined, with values of the store
   * - `ExternalSecrets`: ExternalSecrets are defined, and the operator creates the Secrets
   * - `'existing'`: the Secrets must exist
   */
  readonly secrets: SecretStore | ExternalSecrets | 'existing';

  /** Default resources of a stateless workload. */
  readonly service: Resources;

  /** Default resources of a database. */
  readonly database: Resources;

  /** Default size of a data volume. */
  readonly storage: Size;

  /**
   * StorageClass of each `Volume`, whose volumes pods on several nodes can mount at once (`ReadWriteMany`), such as `efs`.
   * A volume that exists keeps its class.
   *
   * @default - none: the default class of the cluster with `ReadWriteOnce`, and the pods that share a volume run on one node
   */
  readonly sharedStorageClass?: string;

  /** Whether `Backups` run on their schedule. If not, only `slipway backup` starts them. */
  readonly scheduledBackups: boolean;

  /** Whether `Monitoring` is defined: Prometheus, Grafana and exporters, which request about 450 MiB of memory. */
  readonly monitoring: boolean;

  /**
   * URL of the Alertmanager that Prometheus sends alerts to, such as `http://alertmanager.monitoring:9093`.
   *
   * @default - none: alerts are visible in Prometheus and on the dashboard only
   */
  readonly alertmanager?: string;

  /**
   * Bucket outside of the cluster for the backups of `Backups` and `PostgresCluster`. A chart can set another target. With
   * `scheduledBackups`, the bucket is required unless the chart sets a target.
   *
   * @default - none: `Backups` are stored on a volume, and a `PostgresCluster` has no backups
   */
  readonly backupBucket?: BackupBucket;

  /**
   * Encryption of `Backups`. A chart can set another. With `scheduledBackups`, backups in a bucket need an encryption, or
   * `'none'`.
   *
   * @default 'none'
   */
  readonly backupEncryption?: BackupEncryption | 'none';

  /**
   * Upper bound of the resource requests of each container. Larger requests are lowered to it. Limits stay.
   *
   * @default - no bound
   */
  readonly maxResourceRequests?: ResourceRequests;

  /**
   * Images with digests that replace the images of the charts. An image without an entry is an error.
   *
   * @default - the images of the charts
   */
  readonly images?: ImageLock;

  /**
   * Image of the program that waits for other workloads (`startsAfter`), such as that of a registry of your own. `slipway up`
   * builds the default image, and loads it into a kind cluster.
   *
   * @default waitImage
   */
  readonly waitImage?: string;

  /**
   * Images that are accepted without an exact tag and without a digest, such as `redis` and `redis:latest`. Each pull may bring
   * another version, so the pods of a workload may differ. A lock in `images` replaces them too.
   *
   * @default - none: each image must have an exact tag or a digest
   */
  readonly movingTags?: readonly string[];

  /**
   * Resource quota of a stack.
   *
   * @default - no ResourceQuota and no LimitRange
   */
  readonly quota?: Quota;
}

/** A ClusterIssuer of cert-manager. It must exist in the cluster. */
export interface ClusterIssuer {
  /** Name of the ClusterIssuer, such as `letsencrypt`. */
  readonly clusterIssuer: string;
}

/** A Gateway of Gateway API, with a listener `http` and, unless `tls` is `'none'`, a listener `https`. */
export interface GatewayReference {
  /** Name of the Gateway. */
  readonly name: string;

  /** Namespace of the Gateway and of its data plane. NetworkPolicies allow traffic from it. */
  readonly namespace: string;
}

/**
 * Resource quota of one stack.
 *
 * @see https://kubernetes.io/docs/concepts/policy/resource-quotas/
 */
export interface Quota {
  /** Sum of the CPU requests. */
  readonly cpu: Cpu;

  /** Sum of the memory requests. The sum of the memory limits may be twice that. */
  readonly memory: Size;

  /** Sum of the storage requests of all claims. */
  readonly storage: Size;

  /** Number of pods, including those that a rollout adds. */
  readonly pods: number;
}

/**
 * Development on a kind cluster: hosts under `localhost` by HTTP and HTTPS, with Secrets and certificates that synthesis
 * makes.
 *
 * Two replicas, so that rollouts, drains and sessions behave as in production. Resource requests are bounded, so that five
 * stacks fit on one node.
 *
 * @param secrets store of the Secret values, by default random values in `.slipway/secrets.json`
 * @param certificates store of the certificates, by default a CA in `.slipway/`
 */
export function dev(
  secrets: SecretStore = new LocalSecrets(localSecretsFile),
  certificates: CertificateStore = new LocalCertificateAuthority(localFolder, 'localhost'),
): Environment {
  checkArgument('dev()', 'secrets', ['SecretStore'], secrets);
  checkArgument('dev()', 'certificates', ['CertificateStore'], certificates);
  return {
    name: 'dev',
    domain: 'localhost',
    tls: certificates,
    httpsOnly: false,
    publishedAs: 'NodePort',
    ingressNamespace,
    replicas: 2,
    autoscaling: false,
    secrets,
    service: {
      cpu: { request: Cpu.millis(20), limit: Cpu.millis(1000) },
      memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
    },
    database: {
      cpu: { request: Cpu.millis(20), limit: Cpu.millis(1000) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
    },
    storage: Size.gibibytes(1),
    scheduledBackups: false,
    monitoring: false,
    // So the 42 pods of the five example stacks and Kubernetes fit on a node with two CPUs.
    maxResourceRequests: { cpu: Cpu.millis(20), memory: Size.mebibytes(256) },
  };
}

/**
 * Production: TLS, autoscaling, a resource quota, scheduled backups and monitoring. Synthesis defines no Secret.
 *
 * @param domain parent domain of the hosts, such as `apps.example.com`
 */
export function prod(domain: string): Environment {
  checkArgument('prod()', 'domain', ['string'], domain);
  return {
    name: 'prod',
    domain,
    tls: 'existing',
    httpsOnly: true,
    ingressNamespace,
    replicas: 3,
    autoscaling: true,
    secrets: 'existing',
    service: {
      cpu: { request: Cpu.millis(100), limit: Cpu.millis(1000) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
    },
    database: {
      cpu: { request: Cpu.millis(500), limit: Cpu.millis(2000) },
      memory: { request: Size.gibibytes(2), limit: Size.gibibytes(2) },
    },
    storage: Size.gibibytes(20),
    scheduledBackups: true,
    monitoring: true,
    quota: { cpu: Cpu.units(16), memory: Size.gibibytes(32), storage: Size.gibibytes(200), pods: 60 },
  };
}
