import { Duration } from 'cdk8s';
import type { Alert } from '../core/signals';

/**
 * @internal Fires when a database is away, or its exporter.
 *
 * @param up name of the gauge that its exporter has at 1 while it can connect
 */
export function databaseDown(host: string, up: string): Alert {
  const gauge = `${up}{job="${host}"}`;
  return {
    name: 'DatabaseDown',
    expr: `${gauge} == 0 or absent(${gauge})`,
    lasting: Duration.minutes(1),
    severity: 'critical',
    summary: `${host} takes no connections: see the log of its pod, and whether its node is there`,
  };
}
