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

/**
 * @internal An alert that fires when few connections to a server are left.
 *
 * @param connections expression for the share of the connections that are in use, from 0 to 1
 */
export function connectionsNearLimit(host: string, connections: string): Alert {
  return {
    name: 'ConnectionsNearLimit',
    expr: `${connections} > 0.8`,
    for: Duration.minutes(2),
    severity: 'warning',
    summary: `${host} has {{ $value | humanizePercentage }} of its connections in use, and refuses more at 100%: see who holds them, or raise max_connections`,
  };
}
