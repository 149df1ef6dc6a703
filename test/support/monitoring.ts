import { parse } from 'yaml';
import type { Manifests } from './manifests';

/** A rule as Prometheus reads it. */
export interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly for: string;
  readonly labels: { readonly severity: string; readonly part: string };
  readonly annotations: { readonly summary: string };
}

/** A panel as Grafana reads it. */
export interface Panel {
  readonly id: number;
  readonly type: string;
  readonly title: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly {
    readonly refId: string;
    readonly expr: string;
    readonly datasource: { readonly uid: string };
  }[];
}

/** Names of the jobs of a stack's Prometheus. */
export function jobsOf(manifests: Manifests): string[] {
  const config = parse(file(manifests, 'prometheus', 'etc_prometheus_prometheus.yml')) as {
    readonly scrape_configs: readonly { readonly job_name: string }[];
  };
  return config.scrape_configs.map(({ job_name }) => job_name);
}

/** The alerts that a stack's `Monitoring` makes. */
export function alertsOf(manifests: Manifests): Rule[] {
  const rules = parse(file(manifests, 'prometheus', 'etc_prometheus_alerts.yml')) as {
    readonly groups: readonly { readonly rules: readonly Rule[] }[];
  };
  return rules.groups.flatMap((group) => group.rules);
}

/** The panels of the dashboard that it makes. */
export function panelsOf(manifests: Manifests): readonly Panel[] {
  const dashboard = JSON.parse(file(manifests, 'grafana', 'etc_grafana_dashboards_overview.json')) as {
    readonly panels: readonly Panel[];
  };
  return dashboard.panels;
}

function file(manifests: Manifests, workload: string, key: string): string {
  const data = manifests.at(`ConfigMap/${workload}-files`, 'data') as Record<string, string>;
  return data[key] ?? '';
}
