import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { testDev } from '../support/stack';
import { manifestsOf } from '../support/stacks';

const folder = join(__dirname, '../../apps/fastapi-mongo');
const manifests = manifestsOf('fastapi-mongo', testDev);

function file(configMap: string, key: string): string {
  return (manifests.at(`ConfigMap/${configMap}`, 'data') as Record<string, string>)[key] ?? '';
}

describe('the Grafana dashboard of fastapi-mongo', () => {
  const dashboard = JSON.parse(file('grafana-files', 'etc_grafana_dashboards_thereview.json')) as {
    readonly panels: readonly Panel[];
    readonly templating: {
      readonly list: readonly { readonly datasource: object; readonly query: object }[];
    };
  };
  const panels = dashboard.panels.flatMap((panel) => [panel, ...(panel.panels ?? [])]);
  const shown = panels.filter(({ type }) => type !== 'row');

  interface Panel {
    readonly id: number;
    readonly type: string;
    readonly datasource?: object;
    readonly gridPos: { readonly x: number; readonly w: number };
    readonly targets?: readonly {
      readonly refId: string;
      readonly expr: string;
      readonly datasource?: object;
    }[];
    readonly panels?: readonly Panel[];
  }

  test('comes from the data source that is provisioned, as in Compose', () => {
    const sources = parse(
      file('grafana-files', 'etc_grafana_provisioning_datasources_prometheus.yaml'),
    ) as object;
    const compose = readFileSync(join(folder, 'grafana/provisioning/datasources/prometheus.yaml'), 'utf8');
    const used = [...shown, ...shown.flatMap(({ targets = [] }) => targets), ...dashboard.templating.list];

    expect(sources).toEqual(parse(compose));
    expect(used.flatMap(({ datasource }) => datasource ?? [])).not.toEqual([]);
    for (const { datasource } of used)
      if (datasource) expect(datasource).toEqual({ type: 'prometheus', uid: 'prometheus' });
  });

  test('is a grid of panels that each ask something', () => {
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { gridPos, targets = [] } of shown) {
      expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
      expect(targets.map(({ expr }) => expr)).not.toEqual([]);
      expect(new Set(targets.map(({ refId }) => refId)).size).toBe(targets.length);
    }
  });

  test('is asked of jobs and a database that there are, and so is every alert', () => {
    const config = parse(file('prometheus-files', 'etc_prometheus_prometheus.yml')) as {
      readonly scrape_configs: readonly { readonly job_name: string }[];
    };
    const rules = file('prometheus-files', 'etc_prometheus_rules.yml');
    const asked = JSON.stringify(dashboard).replaceAll('\\"', '"') + rules;
    const named = (label: string) => [
      ...new Set([...asked.matchAll(new RegExp(`\\b${label}="([^"]+)"`, 'g'))].map(([, value]) => value)),
    ];

    expect(config.scrape_configs.map(({ job_name }) => job_name)).toEqual(
      expect.arrayContaining(named('job')),
    );
    expect(named('job')).not.toEqual([]);
    expect(named('datname')).toEqual(['thereview']);
  });
});
