import { Duration } from 'cdk8s';
import type { Construct } from 'constructs';
import {
  type ClusterSpecPlugins,
  ScheduledBackup,
  ScheduledBackupSpecBackupOwnerReference as Owner,
  ScheduledBackupSpecMethod as Method,
} from '../../../imports/postgresql.cnpg.io';
import type { Connections } from '../../core/connections';
import { Stack } from '../../core/stack';
import { checkSchedule } from '../../core/schedule';
import type { S3TargetProps } from '../object-store/bucket';
import { archive, barmanPlugin } from './archive';

/** Backups of a `PostgresCluster`, in a bucket. */
export interface PostgresClusterBackups extends S3TargetProps {
  /**
   * When the data is backed up as a whole, in cron's words, in UTC, in environments with scheduled backups. The log
   * of what has changed since is sent all the time.
   *
   * @default - daily at 2 o'clock, and once at the start
   */
  readonly schedule?: string;

  /** How far back one can go: whole days. @default Duration.days(30) */
  readonly retention?: Duration;
}

/**
 * @internal Defines the `ObjectStore` and the `ScheduledBackup` of a cluster, and lets its instances connect.
 * @returns what makes the cluster send its log there
 * @throws if the endpoint is not a URL, or the schedule or the retention is none
 */
export function clusterBackups(
  scope: Construct,
  cluster: string,
  connections: Connections,
  { schedule = '0 2 * * *', retention = Duration.days(30), ...place }: PostgresClusterBackups,
): ClusterSpecPlugins {
  const name = `${cluster}-backups`;
  archive(scope, name, connections, place, `${checkDays(retention)}d`);
  const suspend = !Stack.of(scope).environment.scheduledBackups;
  new ScheduledBackup(scope, 'scheduled-backup', {
    metadata: { name },
    spec: {
      cluster: { name: cluster },
      method: Method.PLUGIN,
      pluginConfiguration: { name: barmanPlugin },
      schedule: withSeconds(checkSchedule(schedule)),
      immediate: !suspend,
      suspend,
      // What has been made outlives the schedule.
      backupOwnerReference: Owner.NONE,
    },
  });
  return {
    name: barmanPlugin,
    isWalArchiver: true,
    parameters: { barmanObjectName: name, serverName: cluster },
  };
}

/** CloudNativePG's schedules begin with the second. */
function withSeconds(schedule: string): string {
  return schedule.startsWith('@') ? schedule : `0 ${schedule}`;
}

function checkDays(retention: Duration): number {
  const days = retention.toHours({ integral: false }) / 24;
  if (!Number.isInteger(days) || days < 1) {
    throw new Error(
      `'retention' of a PostgresCluster must be whole days, such as Duration.days(30), got ${retention.toHumanString()}`,
    );
  }
  return days;
}
