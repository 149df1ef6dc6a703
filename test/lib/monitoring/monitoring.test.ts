import { Testing } from 'cdk8s';
import {
  Duration,
  Gateway,
  Metrics,
  Mongo,
  Monitoring,
  type MonitoringProps,
  Postgres,
  PostgresCluster,
  Redis,
  Size,
  WebService,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { alertsOf, jobsOf, panelsOf } from '../../support/monitoring';
import { syntaxErrors } from '../../support/promql';
import { testDev, testProd, testStack } from '../../support/stack';

const watched = { ...testDev, monitoring: true };

function shop(props: Partial<MonitoringProps> = {}, environment = watched) {
  const stack = testStack(environment);
  const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
  const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5' });
  const mongo = new Mongo(stack, 'mongo', { image: 'mongo:7.0.24', database: 'shop' });
  const metrics = Metrics.fromPrometheusClient();
  const api = new WebService(stack, 'api', { image: 'api:1', port: 8000, metrics });
  const nginx = new Gateway(stack, 'nginx', { image: 'nginx:1', routes: { '/': api } });
  new Monitoring(stack, 'monitoring', { of: [api, nginx, db, cache, mongo], ...props });
  return { stack, parts: { api, nginx, db, cache, mongo } };
}

function manifestsOf(props: Partial<MonitoringProps> = {}, environment = watched): Manifests {
  return Manifests.of(shop(props, environment).stack);
}

describe('Monitoring', () => {
  test('sends alerts to the Alertmanager of the environment', () => {
    const alertmanager = 'http://alertmanager.monitoring:9093';
    const files = manifestsOf({}, { ...watched, alertmanager }).at('ConfigMap/prometheus-files', 'data');

    expect(files).toMatchObject({
      'etc_prometheus_prometheus.yml': expect.stringContaining('alertmanager.monitoring:9093') as unknown,
    });
  });

  test('defines Prometheus, Grafana, and the exporters of the given workloads', () => {
    expect(manifestsOf().names).toEqual(
      expect.arrayContaining([
        'StatefulSet/prometheus',
        'StatefulSet/grafana',
        'Deployment/db-exporter',
        'Deployment/cache-exporter',
        'Deployment/mongo-exporter',
      ]),
    );
    expect(manifestsOf().pod('Deployment/nginx', 'containers')).toHaveLength(2);
  });

  test('scrapes each part, and learns which pods of services are ready', () => {
    expect(jobsOf(manifestsOf())).toEqual([
      'prometheus',
      ...['api', 'api-ready', 'nginx', 'nginx-ready', 'db', 'cache', 'mongo'],
    ]);
  });

  test('is not there, nor is any exporter, where the environment has no monitoring', () => {
    const without = manifestsOf({}, testDev);

    expect(without.names.filter((name) => /prometheus|grafana|exporter/.test(name))).toEqual([]);
    expect(without.pod('Deployment/nginx', 'containers')).toHaveLength(1);
  });

  test('is defined in every environment with always', () => {
    expect(manifestsOf({ always: true }, testDev).names).toEqual(manifestsOf().names);
  });

  test('synthesizes the same again', () => {
    expect(manifestsOf().all).toEqual(manifestsOf().all);
  });

  test('takes all props together', () => {
    const all: Required<MonitoringProps> = {
      of: [],
      always: true,
      dashboards: `${__dirname}/../../../apps/fastapi-mongo/grafana/dashboards`,
      rules: `${__dirname}/../../../apps/fastapi-mongo/prometheus/rules.yml`,
      retention: Duration.days(2),
      storage: Size.gibibytes(3),
      prometheusImage: 'prometheus:1',
      grafanaImage: 'grafana:1',
    };
    const { of, ...rest } = all;
    expect(of).toEqual([]);
    const manifests = manifestsOf(rest, testProd);

    expect(manifests.container('StatefulSet/prometheus', 'image')).toBe('prometheus:1');
    expect(manifests.container('StatefulSet/grafana', 'image')).toBe('grafana:1');
    expect(manifests.container('StatefulSet/prometheus', 'args')).toContain(
      '--storage.tsdb.retention.time=48h',
    );
    expect(manifests.at('ConfigMap/grafana-files', 'data')).toHaveProperty([
      'etc_grafana_dashboards_thereview.json',
    ]);
    expect(manifests.at('ConfigMap/prometheus-files', 'data')).toHaveProperty(['etc_prometheus_rules.yml']);
  });

  test('fails without workloads, on a duplicate workload, and on a service without metrics', () => {
    const { parts } = shop();
    const mute = new WebService(testStack(watched), 'mute', { image: 'mute:1', port: 80 });

    expect(() => shop({ of: [] })).toThrow(
      "'of' of 'monitoring' must name at least one workload, such as [api, postgres]",
    );
    expect(() => shop({ of: [parts.db, parts.db] })).toThrow(
      "'of' of 'monitoring' must name each workload once, such as [api, postgres], got 'db' twice",
    );
    expect(() => shop({ of: [mute] })).toThrow(
      "'metrics' of 'mute' must be set for Monitoring, such as Metrics.fromPrometheusClient('/metrics'), got none",
    );
  });
});

test.each(['api', 'db', 'cache', 'mongo', 'nginx'] as const)('signals() of %s defines nothing', (name) => {
  const { stack, parts } = shop({}, testDev);
  const before = Testing.synth(stack);
  parts[name].signals();

  expect(Testing.synth(stack)).toEqual(before);
});

describe('an alert of Monitoring', () => {
  const alerts = alertsOf(manifestsOf());

  test.each(alerts.map((rule) => [`${rule.labels.part} ${rule.alert}`, rule] as const))(
    '%s waits a while, says how urgent it is, and what to do',
    (_, { for: duration, labels, annotations }) => {
      expect(Number.parseInt(duration)).toBeGreaterThanOrEqual(60);
      expect(['critical', 'warning']).toContain(labels.severity);
      expect(annotations.summary).toMatch(/: (see|raise|make|give|find)|, or (find|give)/);
    },
  );

  test('knows the limits that the manifests set', () => {
    const { stack } = shop();
    const expressions = alertsOf(Manifests.of(stack)).map(({ expr }) => expr);

    expect(expressions).toContain(
      'max(sum by (instance) (pg_stat_database_numbackends{job="db"})) / 100 > 0.8',
    );
    expect(expressions).toContain(`process_resident_memory_bytes{job="api"} / ${256 * 1024 ** 2} > 0.9`);
    expect(expressions).toContain('nginx_connections_active{job="nginx"} / 8192 > 0.8');
  });

  test('of a PostgresCluster is about its replicas too, by the names of CloudNativePG', () => {
    const stack = testStack(watched);
    const image = 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm';
    const db = new PostgresCluster(stack, 'db', { image, database: 'shop', instances: 2 });
    new Monitoring(stack, 'monitoring', { of: [db] });
    const manifests = Manifests.of(stack);
    const rules = Object.fromEntries(alertsOf(manifests).map(({ alert, expr }) => [alert, expr]));

    expect(rules.DatabaseDown).toBe('absent(cnpg_collector_up{job="db"} == 1)');
    expect(rules.ReplicaMissing).toBe('max(cnpg_pg_replication_streaming_replicas{job="db"}) < 1');
    expect(panelsOf(manifests).map(({ title }) => title)).toContain('Replication lag');
    expect(manifests.at('Service/db-metrics', 'spec.selector')).toMatchObject({ 'cnpg.io/cluster': 'db' });
    expect(alertsOf(manifests).flatMap(({ expr }) => syntaxErrors(expr))).toEqual([]);
  });

  test('of a Redis that drops keys is about how many, of one that does not about its memory', () => {
    const named = (maxmemoryPolicy: 'noeviction' | 'allkeys-lru') => {
      const stack = testStack(watched);
      const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5', maxmemoryPolicy });
      new Monitoring(stack, 'monitoring', { of: [cache] });
      return alertsOf(Manifests.of(stack)).map(({ alert }) => alert);
    };

    expect(named('noeviction')).toContain('MemoryNearLimit');
    expect(named('allkeys-lru')).toContain('ManyEvictions');
    expect(named('allkeys-lru')).not.toContain('MemoryNearLimit');
  });
});

describe('the dashboard of Monitoring', () => {
  const panels = panelsOf(manifestsOf());
  const titles = (part: string) => {
    const rows = panels.filter(({ type }) => type === 'row');
    const row = rows.findIndex(({ title }) => title === part);
    const [from, to] = [rows[row]?.gridPos.y ?? 0, rows[row + 1]?.gridPos.y ?? Infinity];
    return panels.filter(({ gridPos }) => gridPos.y > from && gridPos.y < to).map(({ title }) => title);
  };

  test('has the four golden signals of a service, and a row for each part', () => {
    expect(titles('api')).toEqual(['Traffic', 'Errors', 'Latency', 'Saturation', 'Pods']);
    expect(titles('db')).toEqual([
      'Transactions',
      'Errors',
      'Oldest transaction',
      'Saturation',
      'Cache hits',
    ]);
    expect(panels.filter(({ type }) => type === 'row').map(({ title }) => title)).toEqual([
      ...['api', 'nginx', 'db', 'cache', 'mongo'],
    ]);
  });

  test('leaves no gap and no overlap, and asks the data source that is provisioned', () => {
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, cell) => `${x + (cell % w)},${y + Math.floor(cell / w)}`),
    );
    const height = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));

    expect(new Set(cells).size).toBe(cells.length);
    expect(cells).toHaveLength(24 * height);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    for (const { datasource } of panels.flatMap(({ targets = [] }) => targets))
      expect(datasource.uid).toBe('prometheus');
  });
});

test('every expression of Monitoring is PromQL, where a broken one would be found', () => {
  const manifests = manifestsOf();
  const asked = [
    ...alertsOf(manifests).map(({ expr }) => expr),
    ...panelsOf(manifests).flatMap(({ targets = [] }) => targets.map(({ expr }) => expr)),
  ];

  expect(asked.length).toBeGreaterThan(40);
  expect(asked.flatMap(syntaxErrors)).toEqual([]);
  expect(syntaxErrors('sum(rate(requests[2m]) / 2')).toHaveLength(1);
});
