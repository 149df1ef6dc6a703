import { Duration } from 'cdk8s';
import type { Alert, Signals } from '../core/signals';

/** @internal What the alerts of `Backups` depend on. */
export interface BackupWatch {
  readonly stores: readonly string[];

  /**
   * Longest age of the last good backup of a store, before an alert fires.
   *
   * @default - no limit, because backups are made on demand
   */
  readonly longestAge?: Duration;
}

/** @internal Panels and alerts of backups, from the metrics of `backup export` (`images/backup/internal/exporter`). */
export function backupSignals(host: string, { stores, longestAge }: BackupWatch): Signals {
  // Not the stores that were removed from the chart: their last good backups are kept, and become too old.
  const own = `{job="${host}",store=~"${stores.join('|')}"}`;
  return {
    panels: [
      {
        title: 'Age of the last good backup',
        unit: 's',
        queries: { '{{store}}': `time() - slipway_backup_last_good_timestamp_seconds${own}` },
      },
      {
        title: 'Size of the last good backup',
        unit: 'bytes',
        queries: { '{{store}}': `slipway_backup_last_good_size_bytes${own}` },
      },
    ],
    alerts: [
      ...troubles(host, own),
      ...(longestAge ? lateness(host, { own, stores, longest: longestAge }) : []),
    ],
  };
}

function troubles(host: string, own: string): Alert[] {
  const failure = `slipway_backup_last_failure_timestamp_seconds${own}`;
  return [
    {
      name: 'BackupFailed',
      // For a store without a good backup the right side is 0, so every failure fires.
      expr: `${failure} > (slipway_backup_last_good_timestamp_seconds${own} or ${failure} * 0)`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary:
        "the last backup of {{ $labels.store }} failed: 'slipway backup' makes one now, and says why if it can't",
    },
    {
      name: 'BackupDamaged',
      expr: `slipway_backup_damaged${own} > 0`,
      for: Duration.minutes(5),
      severity: 'warning',
      summary:
        "{{ $value }} backups of {{ $labels.store }} have no dump, or an incomplete one: 'slipway backups' names them",
    },
    {
      name: 'BackupTargetDown',
      expr: `slipway_backup_target_up{job="${host}"} == 0`,
      for: Duration.minutes(15),
      severity: 'warning',
      summary: `the bucket of ${host} can't be listed: see the log of its exporter`,
    },
  ];
}

interface Expected {
  /** Selector of the metrics of the stores. */
  readonly own: string;
  readonly stores: readonly string[];
  readonly longest: Duration;
}

function lateness(host: string, { own, stores, longest }: Expected): Alert[] {
  const lastGood = 'slipway_backup_last_good_timestamp_seconds';
  const missing = stores.map((store) => `absent(${lastGood}{job="${host}",store="${store}"})`);
  return [
    {
      name: 'BackupTooOld',
      expr: `time() - ${lastGood}${own} > ${longest.toSeconds()}`,
      for: Duration.minutes(5),
      severity: 'warning',
      summary:
        "the last good backup of {{ $labels.store }} is {{ $value | humanizeDuration }} old: see 'slipway status', and make one with 'slipway backup'",
    },
    {
      name: 'BackupMissing',
      expr: `(${missing.join(' or ')}) and on () slipway_backup_target_up{job="${host}"} == 1`,
      for: longest,
      severity: 'warning',
      summary: "there is no good backup of {{ $labels.store }}: make one with 'slipway backup'",
    },
  ];
}
