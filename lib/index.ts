export { Duration, Size } from 'cdk8s';
export { Cpu } from 'cdk8s-plus-27';

export { Connections, type Outside, type Peer } from './core/connections';
export { Credentials, type CredentialsProps } from './core/credentials';
export type { Endpoint, ReadyCheck, Waitable, WaitCheck } from './core/endpoint';
export { secretText, type EnvValue, type SecretKey, type SecretText } from './core/env';
export {
  dev,
  prod,
  type ClusterIssuer,
  type Environment,
  type GatewayReference,
  type Quota,
} from './core/environment';
export { ExternalSecrets, type ExternalSecretsProps } from './core/external-secrets';
export type { KeyPair } from './local/certificate';
export { DamagedFile } from './local/damaged-file';
export { LocalCertificateAuthority, type CertificateStore } from './local/local-certificate-authority';
export { ImageNotPinned, imageLock, type ImageLock, writeImageLock } from './local/image-lock';
export { LocalSecrets, type SecretStore } from './local/local-secrets';
export { SecretFormat } from './local/secret-format';
export { defaultImages } from './images';
export type { Port, PortProps, Protocol } from './core/port';
export {
  resources,
  type RequestAndLimit,
  type ResourceFigures,
  type ResourceRequests,
  type Resources,
} from './core/resources';
export type { Alert, Monitored, Panel, ScrapeConfig, Signals } from './core/signals';
export type { RunAs } from './core/run-as';
export { Stack, type StackProps } from './core/stack';

export type { AliasProps } from './workload/aliases';
export type { Autoscale } from './workload/autoscale';
export type { CompanionProps, InitContainer, SidecarContainer } from './workload/companions';
export type { ContainerProps } from './workload/container';
export type { ConcurrencyPolicy } from './workload/cron-job';
export { Daemon, type DaemonProps } from './workload/daemon';
export type { DeploymentProps } from './workload/deployment';
export type { Exempt } from './workload/exempt';
export type { FileContent, FileOptions } from './workload/file';
export { filesFrom } from './workload/files-from';
export type { Dns, HostNameProps } from './workload/host-names';
export type { MetadataProps } from './workload/labels';
export type { HostPath, HostPathType } from './workload/host-paths';
export { Metrics, type MetricsOptions } from './workload/metrics';
export type { PlacementProps, Toleration } from './workload/placement';
export type { PodSettings } from './workload/pod-settings';
export type { ProcessProps, StopSignal } from './workload/process';
export type { DependencyProps } from './workload/pod';
export { Probe, type PortProbeOptions, type ProbeOptions, type Probes } from './workload/probe';
export { Schedule, type ScheduleProps } from './workload/schedule';
export type { RightsProps } from './workload/rights';
export { StatefulService, type StatefulServiceProps } from './workload/stateful-service';
export { Task, type TaskProps } from './workload/task';
export {
  Volume,
  type MountOptions,
  type OwnVolumeOptions,
  VolumeMount,
  type VolumeProps,
} from './workload/volume';
export type { VolumesProps } from './workload/volume-mounts';
export { waitImage } from './workload/wait';
export { WebService, type WebServiceProps } from './workload/web-service';
export { Worker, type WorkerProps } from './workload/worker';

export { backupImage } from './backup/program';
export { Backups, type BackupsProps } from './backup/backups';
export type { BackupBucket } from './core/backup-bucket';
export type { BackupEncryption } from './core/backup-encryption';
export type { BackupSource, DumpRecipe, DumpResources } from './core/backup-source';
export { BackupTarget, type VolumeTargetProps } from './backup/target';
export type { S3TargetProps } from './data/object-store/bucket';
export type { ExternalServer, ExternalServerProps } from './data/external-server';
export { Memcached, type MemcachedProps } from './data/memcached/memcached';
export { Mongo, type MongoProps } from './data/mongo/mongo';
export type { MongoKey } from './data/mongo/credentials';
export { MySql, type MySqlProps } from './data/mysql/mysql';
export type { MySqlKey } from './data/mysql/credentials';
export type { MySqlServer } from './data/mysql/server-kind';
export type { MySqlSettings } from './data/mysql/settings';
export { ObjectStore, type ObjectStoreProps } from './data/object-store/object-store';
export { minio, type ObjectStoreServer } from './data/object-store/server';
export { Postgres, type PostgresProps } from './data/postgres/postgres';
export { PostgresCluster, type PostgresClusterProps } from './data/postgres-cluster/postgres-cluster';
export type { PostgresClusterBackups } from './data/postgres-cluster/backups';
export type { PostgresClusterRecovery } from './data/postgres-cluster/origin';
export type { PostgresKey } from './data/postgres/credentials';
export { PostgresPooler, type PostgresPoolerProps } from './data/postgres-cluster/pooler';
export type { PostgresSettings } from './data/postgres/settings';
export { RabbitMq, type RabbitMqProps } from './data/rabbitmq/rabbitmq';
export type { RabbitMqKey } from './data/rabbitmq/credentials';
export type { RabbitMqSettings } from './data/rabbitmq/settings';
export type { MaxmemoryPolicy } from './data/redis/maxmemory-policy';
export { Redis, type RedisKey, type RedisProps } from './data/redis/redis';

export type { EdgeSettings } from './edge/edge-settings';
export { Gateway, type GatewayProps } from './edge/gateway';
export { Ingress, type IngressProps } from './edge/ingress';
export { IngressController } from './edge/ingress-controller';
export type { Published, PublishedPort } from './edge/published-port';
export { PublishedPorts, type PublishedPortsProps } from './edge/published-ports';
export type { RateLimit } from './edge/rate-limit';
export type { Route } from './edge/route';
export { SharedGateway, type ListenerProtocol, type SharedGatewayProps } from './edge/shared-gateway';
export { StaticSite, type StaticSiteProps } from './edge/static-site';

export { adminer, AdminUi, type AdminUiProps } from './monitoring/admin-ui';
export type { Alerts } from './monitoring/alert-rules';
export type { Dashboard } from './monitoring/dashboards';
export { Grafana, type GrafanaProps } from './monitoring/grafana';
export { Monitoring, type MonitoringProps } from './monitoring/monitoring';
export { Prometheus, type PrometheusProps } from './monitoring/prometheus';

export type { ParityChecks, ParityEntry, ParityRequest, ParityService } from './project/parity-checks';
export { findConfig } from './project/config-file';
export { defineProject, type Project } from './project/project';
export type { Environments, ProjectProps, StackClass, StackDefinition } from './project/definition';
export type { StackFiles } from './project/stack-files';
