import { Duration } from 'cdk8s';
import type { Alert, Panel } from '../core/signals';

/** @internal A panel with the number of pods that Prometheus can scrape, and of those that are ready. */
export function podsPanel(host: string): Panel {
  return {
    title: 'Pods',
    unit: 'short',
    queries: { answering: `sum(up{job="${host}"})`, ready: `sum(up{job="${host}-ready"}) or vector(0)` },
  };
}

/** @internal An alert that fires when no pod of a workload is ready. */
export function nothingReady(host: string): Alert {
  return {
    name: 'NothingReady',
    expr: `absent(up{job="${host}-ready"} == 1)`,
    for: Duration.minutes(1),
    severity: 'critical',
    summary: `no pod of ${host} is ready, so it serves nobody: see whether what it depends on is there, then its log`,
  };
}
