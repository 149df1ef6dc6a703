import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type ClusterSpecPlugins,
  ScheduledBackup,
  ScheduledBackupSpecBackupOwnerReference as Owner,
  ScheduledBackupSpecMethod as Method,
} from '../../../imports/postgresql.cnpg.io';
import type { Connections } from '../../core/connections';
import { checkSchedule, longestAge } from '../../core/schedule';
import { Stack } from '../../core/stack';
import type { S3TargetProps } from '../object-store/bucket';
import { archive, barmanPlugin } from './archive';

/**
 * Backups of a `PostgresCluster` in a bucket: base backups, and continuous archiving of the write-ahead log (WAL).
 *
 * Barman Cloud does not encrypt what it stores: without `serverSideEncryption`, or a bucket that encrypts by default, who can
 * read the disks of the server can read the data.
 */
export interface PostgresClusterBackups extends S3TargetProps {
  /**
   * Encryption by the server of the bucket (SSE). `AES256` is SSE-S3, with a key that the server manages. `aws:kms` is SSE-KMS,
   * with the default key of the bucket: the credentials must be allowed to use it (`kms:GenerateDataKey`, `kms:Decrypt`). MinIO
   * refuses both until a KMS is configured. It does not protect against somebody who may read the bucket.
   *
   * @default - the default of the bucket
   */
  readonly serverSideEncryption?: 'AES256' | 'aws:kms';

  /**
   * Cron expression for the base backups, in UTC. Ignored if the environment has `scheduledBackups: false`. The WAL is
   * archived in every environment.
   *
   * @default - daily at 02:00, and one base backup at the start
   */
  readonly schedule?: string;

  /**
   * Recovery window, in whole days: how far back a point-in-time recovery can go.
   *
   * @default Duration.days(30)
   */
  readonly retention?: Duration;
}

/**
 * @internal Defines the `ObjectStore` and the `ScheduledBackup` of a cluster, and allows connections to the bucket.
 * @returns the plugin configuration by which the cluster archives its WAL
 * @throws if `endpoint` is not a URL
 * @throws if `schedule` is not a cron expression
 * @throws if `retention` is not in whole days
 */
export function clusterBackups(
  scope: Construct,
  cluster: string,
  connections: Connections,
  {
    schedule = defaultSchedule,
    retention = Duration.days(30),
    serverSideEncryption,
    ...target
  }: PostgresClusterBackups,
): ClusterSpecPlugins {
  const name = `${cluster}-backups`;
  archive(scope, name, connections, target, {
    policy: `${checkDays(cluster, retention)}d`,
    serverSideEncryption,
  });
  const suspend = !Stack.of(scope).environment.scheduledBackups;
  new ScheduledBackup(scope, 'scheduled-backup', {
    metadata: { name },
    spec: {
      cluster: { name: cluster },
      method: Method.PLUGIN,
      pluginConfiguration: { name: barmanPlugin },
      schedule: withSeconds(checkSchedule(cluster, schedule)),
      immediate: !suspend,
      suspend,
      // Backups are kept when the ScheduledBackup is deleted.
      backupOwnerReference: Owner.NONE,
    },
  });
  return {
    name: barmanPlugin,
    isWalArchiver: true,
    parameters: { barmanObjectName: name, serverName: cluster },
  };
}

const defaultSchedule = '0 2 * * *';

/** @internal Age that the last base backup reaches if the next one takes six hours. */
export function longestBackupAge({ schedule = defaultSchedule }: PostgresClusterBackups): Duration {
  return longestAge(schedule, Duration.hours(6));
}

/** The cron expressions of CloudNativePG have a further field first, for the second. */
function withSeconds(schedule: string): string {
  return schedule.startsWith('@') ? schedule : `0 ${schedule}`;
}

function checkDays(cluster: string, retention: Duration): number {
  const days = retention.toHours({ integral: false }) / 24;
  if (!Number.isInteger(days) || days < 1) {
    throw new Error(
      `'backups.retention' of '${cluster}' must be whole days, such as Duration.days(30), got ${retention.toHumanString()}`,
    );
  }
  return days;
}
