export { Duration, Size } from 'cdk8s';
export { Cpu } from 'cdk8s-plus-27';

export { Connections } from './core/connections';
export { Credentials, type CredentialsProps } from './core/credentials';
export type { Endpoint, ReadyCheck, Waitable } from './core/endpoint';
export { secretText, type EnvValue, type SecretKey, type SecretText } from './core/env';
export {
  dev,
  prod,
  type BackupBucket,
  type ClusterIssuer,
  type Environment,
  type GatewayReference,
  type Quota,
} from './core/environment';
export { ExternalSecrets, type ExternalSecretsProps } from './core/external-secrets';
export type { KeyPair } from './core/certificate';
export { DamagedFile } from './core/damaged-file';
export { ImageNotPinned, imageLock, type ImageLock } from './core/image-lock';
export { LocalAuthority, type CertificateStore } from './core/local-authority';
export { LocalSecrets, type SecretStore } from './core/local-secrets';
export { resources, type RequestAndLimit, type Reservation, type Resources } from './core/resources';
export type { Alert, Monitored, Panel, Scrape, Signals } from './core/signals';
export { Stack, type StackProps } from './core/stack';

export type { Autoscale } from './workload/autoscale';
export type { ContainerProps } from './workload/container';
export type { DeploymentProps } from './workload/deployment';
export { Metrics } from './workload/metrics';
export type { DependencyProps } from './workload/pod';
export { Probe, type ProbeOptions, type Probes } from './workload/probe';
export { StatefulService, type StatefulServiceProps } from './workload/stateful-service';
export { Task, type TaskProps } from './workload/task';
export { WebService, type WebServiceProps } from './workload/web-service';
export { Worker, type WorkerProps } from './workload/worker';

export { backupImage } from './data/backup-program';
export { Backups, type BackupEncryption, type BackupsProps } from './data/backups';
export type { BackupSource, DumpRecipe } from './data/backup-source';
export { BackupTarget, type VolumeTargetProps } from './data/backup-target';
export type { S3TargetProps } from './data/bucket';
export { Mongo, type MongoProps } from './data/mongo';
export type { MongoKey } from './data/mongo-credentials';
export { ObjectStore, type ObjectStoreProps } from './data/object-store';
export { minio, type ObjectStoreServer } from './data/object-store-server';
export { Postgres, type PostgresProps } from './data/postgres';
export { PostgresCluster, type PostgresClusterProps } from './data/postgres-cluster';
export type { PostgresClusterBackups } from './data/postgres-cluster-backups';
export type { PostgresClusterRecovery } from './data/postgres-cluster-origin';
export type { PostgresKey } from './data/postgres-credentials';
export { PostgresPooler, type PostgresPoolerProps } from './data/postgres-pooler';
export type { PostgresSettings } from './data/postgres-settings';
export { Redis, type MaxmemoryPolicy, type RedisProps } from './data/redis';

export type { EdgeSettings } from './edge/edge-settings';
export { Gateway, type GatewayProps } from './edge/gateway';
export { Ingress, type IngressProps } from './edge/ingress';
export { IngressController } from './edge/ingress-controller';
export type { RateLimit } from './edge/rate-limit';
export type { Route } from './edge/route';
export { SharedGateway, type SharedGatewayProps } from './edge/shared-gateway';
export { StaticSite, type StaticSiteProps } from './edge/static-site';

export { adminer, AdminUi, type AdminUiProps } from './ops/admin-ui';
export type { Alerts } from './ops/alert-rules';
export type { Dashboard } from './ops/dashboards';
export { Grafana, type GrafanaProps } from './ops/grafana';
export { Monitoring, type MonitoringProps } from './ops/monitoring';
export { Prometheus, type PrometheusProps } from './ops/prometheus';

export type { ParityChecks, ParityEntry, ParityRequest, ParityService } from './parity/parity-checks';
