import { Duration } from 'cdk8s';
import type { Alert } from '../core/signals';

/**
 * @internal Fires when a database is away, or its exporter.
 *
 * @param up name of the gauge that its exporter has at 1 while it can connect
 */
export function databaseDown(host: string, up: string): Alert {
  return {
    name: 'DatabaseDown',
    expr: `absent(${up}{job="${host}"} == 1)`,
    for: Duration.minutes(1),
    severity: 'critical',
    summary: `${host} takes no connections: see the log of its pod, and whether its node is there`,
  };
}
