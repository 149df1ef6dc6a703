import { Duration } from 'cdk8s';
import type { Alert } from '../core/signals';

/**
 * @internal An alert that fires when a database or its exporter is down.
 *
 * @param up name of the gauge that is 1 while the exporter can connect
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
