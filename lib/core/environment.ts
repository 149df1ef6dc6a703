import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import { ingressNamespace, localFolder, localSecretsFile } from '../contract';
import type { ExternalSecrets } from './external-secrets';
import type { ImageLock } from '../local/image-lock';
import { type CertificateStore, LocalCertificateAuthority } from '../local/local-certificate-authority';
import { LocalSecrets, type SecretStore } from '../local/local-secrets';
import type { ResourceRequests, Resources } from './resources';

/**
 * Everything in which two installations of one stack differ.
 *
 * A chart branches on its environment only to add or drop a whole service; every other difference is a field
 * here. Make your own with a spread: `{ ...dev(), name: 'test', replicas: 1 }`.
 */
export interface Environment {
  /** Name that `--env` takes; `dev` and `prod` come with slipway. */
  readonly name: string;

  /** Parent domain of the stacks: the Ingress of `shop` answers on `shop.<domain>`. */
  readonly domain: string;

  /**
   * Who makes the certificates of the hosts, each in the Secret `<host>-tls`: a store, whose certificates synthesis
   * writes; cert-manager, by one of its ClusterIssuers; `existing`: somebody else; `none`: there is no TLS.
   */
  readonly tls: CertificateStore | ClusterIssuer | 'existing' | 'none';

  /** Whether plain HTTP is redirected to HTTPS, and browsers are told to remember that for a year. */
  readonly httpsOnly: boolean;

  /**
   * What brings traffic in: an ingress controller, or a Gateway of Gateway API that all stacks share; `gateway-api` is
   * the one that `SharedGateway` defines.
   *
   * @default 'ingress'
   */
  readonly edge?: 'ingress' | 'gateway-api' | GatewayReference;

  /** Namespace of the ingress controller, with `edge: 'ingress'` the one place from which traffic may enter a stack. */
  readonly ingressNamespace: string;

  /** Pods of each stateless workload that does not say otherwise. */
  readonly replicas: number;

  /** Whether workloads with `autoscale` get a HorizontalPodAutoscaler; needs metrics-server. */
  readonly autoscaling: boolean;

  /**
   * Who makes the Secrets: a store, whose values synthesis writes into Secret objects; `ExternalSecrets`, which brings
   * values from a store outside into the cluster; or `existing`: synthesis writes none and refers to Secrets that
   * somebody else keeps in the namespace.
   */
  readonly secrets: SecretStore | ExternalSecrets | 'existing';

  /** Resources of stateless workloads that do not say otherwise. */
  readonly service: Resources;

  /** Resources of databases that do not say otherwise. */
  readonly database: Resources;

  /** Size of data volumes that do not say otherwise. */
  readonly storage: Size;

  /** Whether `Backups` are made at their time; otherwise only when somebody asks, with `slipway backup`. */
  readonly scheduledBackups: boolean;

  /** Whether a stack's `Monitoring` is there: Prometheus, Grafana and exporters, for which 450 MiB of memory are reserved. */
  readonly monitoring: boolean;

  /**
   * URL of the Alertmanager that is told of alerts, such as `http://alertmanager.monitoring:9093`; it says who is called.
   *
   * @default - nobody is told: the page of Prometheus shows them
   */
  readonly alertmanager?: string;

  /** Bucket off the cluster, for databases whose backups can't be on a volume; @default - there is none */
  readonly backupBucket?: BackupBucket;

  /** Most that a container is promised, however much its chart asks for; its limits stay. @default - no bound */
  readonly maxResourceRequests?: ResourceRequests;

  /** What to run in the place of the images that charts name; one that is not in it is an error. @default - just those */
  readonly images?: ImageLock;

  /** Most that one stack may take; @default - no ResourceQuota and no LimitRange. */
  readonly quota?: Quota;
}

/** A ClusterIssuer of cert-manager, which must be in the cluster. */
export interface ClusterIssuer {
  /** Its name, such as `letsencrypt`. */
  readonly clusterIssuer: string;
}

/** A bucket of any server that speaks S3. */
export interface BackupBucket {
  /** URL such as `https://s3.eu-central-1.amazonaws.com`. */
  readonly endpoint: string;
  readonly bucket: string;

  /** @default - the endpoint's own */
  readonly region?: string;
}

/** A Gateway of Gateway API: it has the listeners `http` and, where the environment has TLS, `https`. */
export interface GatewayReference {
  /** Its name. */
  readonly name: string;

  /** Its namespace, where NGINX Gateway Fabric runs its data plane: the one place from which traffic enters a stack. */
  readonly namespace: string;
}

/** The most that the pods of one stack may ask for together. */
export interface Quota {
  /** Sum of CPU requests. */
  readonly cpu: Cpu;

  /** Sum of memory requests; limits may add up to twice that. */
  readonly memory: Size;

  /** Sum of volume sizes. */
  readonly storage: Size;

  /** Number of pods, those of a running rollout included. */
  readonly pods: number;
}

/**
 * The laptop: a kind cluster, hosts under `localhost` by HTTP and HTTPS, Secrets and certificates made on the spot.
 *
 * Two replicas, so that rollouts, drains and session handling behave as they will in production; requests so
 * small that five stacks fit on one node.
 *
 * @param secrets store of the Secret values; @default - random, kept in `.slipway/secrets.json`
 * @param certificates store of the certificates; @default - of an authority of this machine, kept in `.slipway/`
 */
export function dev(
  secrets: SecretStore = new LocalSecrets(localSecretsFile),
  certificates: CertificateStore = new LocalCertificateAuthority(localFolder, 'localhost'),
): Environment {
  return {
    name: 'dev',
    domain: 'localhost',
    tls: certificates,
    httpsOnly: false,
    ingressNamespace,
    replicas: 2,
    autoscaling: false,
    secrets,
    service: {
      cpu: { request: Cpu.millis(25), limit: Cpu.millis(1000) },
      memory: { request: Size.mebibytes(64), limit: Size.mebibytes(256) },
    },
    database: {
      cpu: { request: Cpu.millis(50), limit: Cpu.millis(1000) },
      memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
    },
    storage: Size.gibibytes(1),
    scheduledBackups: false,
    monitoring: false,
    maxResourceRequests: { cpu: Cpu.millis(100), memory: Size.mebibytes(256) },
  };
}

/**
 * Production: TLS, autoscaling, quotas, and no Secret in a manifest.
 *
 * @param domain parent domain of the hosts, such as `apps.example.com`
 */
export function prod(domain = 'example.com'): Environment {
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
