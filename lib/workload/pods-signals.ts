import { Duration } from 'cdk8s';
import type { Alert, Panel } from '../core/signals';

/** @internal How many pods of the workload answer Prometheus, and how many are ready. */
export function podsPanel(host: string): Panel {
  return {
    title: 'Pods',
    unit: 'short',
    queries: { answering: `sum(up{job="${host}"})`, ready: `sum(up{job="${host}-ready"}) or vector(0)` },
  };
}

/** @internal Fires when a workload serves nobody: its pods are gone, or wait for what they depend on. */
export function nothingReady(host: string): Alert {
  return {
    name: 'NothingReady',
    expr: `absent(up{job="${host}-ready"} == 1)`,
    for: Duration.minutes(1),
    severity: 'critical',
    summary: `no pod of ${host} is ready, so it serves nobody: see whether what it depends on is there, then its log`,
  };
}
