import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Cpu, Duration, Prometheus, type PrometheusProps, Size, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testProd, testStack } from '../../support/stack';

const image = 'prom/prometheus:v3.5.0';

interface Config {
  readonly global: { readonly external_labels?: Readonly<Record<string, string>> };
  readonly alerting?: unknown;
  readonly rule_files?: readonly string[];
  readonly scrape_configs: readonly { readonly job_name: string }[];
}

function stackWith(props: Partial<PrometheusProps> = {}, environment = testStack().environment) {
  const stack = testStack(environment);
  const api = new WebService(stack, 'api', { image: 'api:1', port: 8000 });
  const prometheus = new Prometheus(stack, 'prometheus', { image, scrapeConfigs: { api }, ...props });
  return { stack, api, prometheus };
}

function manifestsOf(props: Partial<PrometheusProps> = {}, environment = testStack().environment): Manifests {
  return Manifests.of(stackWith(props, environment).stack);
}

function configOf(manifests: Manifests): Config {
  const data = manifests.at('ConfigMap/prometheus-files', 'data') as Record<string, string>;
  return parse(data['etc_prometheus_prometheus.yml'] ?? '') as Config;
}

function jobOf(manifests: Manifests, name: string): unknown {
  return configOf(manifests).scrape_configs.find(({ job_name }) => job_name === name);
}

const args = (manifests: Manifests) => manifests.container('StatefulSet/prometheus', 'args');

describe('Prometheus', () => {
  test('finds every pod of a job by DNS, for which it needs no token', () => {
    const manifests = manifestsOf();

    expect(jobOf(manifests, 'api')).toEqual({
      job_name: 'api',
      metrics_path: '/metrics',
      dns_sd_configs: [
        { names: ['api-metrics.shop.svc.cluster.local.'], type: 'A', port: 8000, refresh_interval: '10s' },
      ],
    });
    expect(manifests.at('Service/api-metrics', 'spec')).toMatchObject({
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/name': 'api' },
    });
    expect(manifests.pod('StatefulSet/prometheus', 'automountServiceAccountToken')).toBe(false);
  });

  test('keeps sight of pods that are not ready, which are the ones to look at', () => {
    expect(manifestsOf().at('Service/api-metrics', 'spec.publishNotReadyAddresses')).toBe(true);
  });

  test('scrapes itself', () => {
    expect(jobOf(manifestsOf(), 'prometheus')).toMatchObject({
      static_configs: [{ targets: ['localhost:9090'] }],
    });
  });

  test('connects to its targets, and accepts no connection by default', () => {
    const { stack, api, prometheus } = stackWith();
    new WebService(stack, 'web', { image: 'web:1', port: 80 });

    expect(api.connections.accepted).toEqual(['prometheus']);
    expect(prometheus.connections.accepted).toEqual([]);
  });

  test('scrapes another path where a service has its numbers there', () => {
    const { api } = stackWith();
    const manifests = manifestsOf({ scrapeConfigs: { crm: { to: api, path: '/actuator/prometheus' } } });

    expect(jobOf(manifests, 'crm')).toMatchObject({ metrics_path: '/actuator/prometheus' });
    expect(manifests.names).toContain('Service/crm-metrics');
  });

  test('drops the oldest numbers before the volume is full', () => {
    expect(args(manifestsOf())).toContain('--storage.tsdb.retention.size=819MB');
    expect(args(manifestsOf({}, testProd))).toContain('--storage.tsdb.retention.size=16384MB');
  });

  test('is ready after it has read its data, and live while it answers', () => {
    const probe = (name: string) => manifestsOf().container('StatefulSet/prometheus', `${name}.httpGet.path`);

    expect([probe('startupProbe'), probe('readinessProbe'), probe('livenessProbe')]).toEqual([
      '/-/ready',
      '/-/ready',
      '/-/healthy',
    ]);
  });

  test('takes all props together', () => {
    const rules = join(mkdtempSync(join(tmpdir(), 'slipway-')), 'rules.yml');
    writeFileSync(rules, 'groups: []\n');
    const { api } = stackWith();
    const all: Required<PrometheusProps> = {
      image,
      scrapeConfigs: { api: { to: api, path: '/numbers' } },
      rules,
      alerts: {
        api: [
          {
            name: 'Down',
            expr: 'up == 0',
            for: Duration.minutes(1),
            severity: 'warning',
            summary: 'look',
          },
        ],
      },
      alertmanager: 'http://alertmanager.monitoring:9093',
      retention: Duration.days(2),
      resources: {
        cpu: { request: Cpu.millis(10), limit: Cpu.millis(20) },
        memory: { request: Size.mebibytes(200), limit: Size.gibibytes(1) },
      },
      storage: Size.gibibytes(10),
    };
    const manifests = manifestsOf(all);

    expect(args(manifests)).toEqual([
      '--config.file=/etc/prometheus/prometheus.yml',
      '--storage.tsdb.path=/prometheus',
      '--storage.tsdb.retention.time=48h',
      '--storage.tsdb.retention.size=8192MB',
    ]);
    expect(configOf(manifests).rule_files).toEqual([
      '/etc/prometheus/rules.yml',
      '/etc/prometheus/alerts.yml',
    ]);
    expect(manifests.at('ConfigMap/prometheus-files', 'data')).toMatchObject({
      'etc_prometheus_rules.yml': 'groups: []\n',
      'etc_prometheus_alerts.yml': expect.stringContaining('alert: Down') as unknown,
    });
    expect(manifests.container('StatefulSet/prometheus', 'resources.limits.memory')).toBe('1Gi');
  });

  test('knows which pods are ready, where it is to, without having their numbers twice', () => {
    const { api } = stackWith();
    const manifests = manifestsOf({ scrapeConfigs: { api: { to: api, readiness: true } } });

    expect(jobOf(manifests, 'api-ready')).toEqual({
      job_name: 'api-ready',
      metrics_path: '/metrics',
      dns_sd_configs: [
        { names: ['api-ready.shop.svc.cluster.local.'], type: 'A', port: 8000, refresh_interval: '10s' },
      ],
      metric_relabel_configs: [{ action: 'drop', source_labels: ['job'], regex: 'api-ready' }],
    });
    expect(manifests.at('Service/api-ready', 'spec')).toEqual({
      clusterIP: 'None',
      selector: { 'app.kubernetes.io/name': 'api' },
      ports: [{ port: 8000, targetPort: 8000 }],
    });
  });

  test.each<[string, string]>([
    [
      'prometheus',
      "'scrapeConfigs' of 'prometheus' must have other jobs than 'prometheus', which is always there, such as 'api', got 'prometheus'",
    ],
    ['My_Job', "the name of a job in 'scrapeConfigs' of 'prometheus' must be a lower-case DNS label"],
  ])('fails on a job with the name %s', (name, message) => {
    const { api } = stackWith();

    expect(() => manifestsOf({ scrapeConfigs: { [name]: api } })).toThrow(message);
  });

  test('tells an Alertmanager of alerts, and of which stack they are', () => {
    const manifests = manifestsOf({ alertmanager: 'https://alerts.example.com/team' });
    const { global, alerting } = configOf(manifests);

    expect(global.external_labels).toEqual({ namespace: 'shop' });
    expect(alerting).toEqual({
      alertmanagers: [
        {
          scheme: 'https',
          path_prefix: '/team',
          static_configs: [{ targets: ['alerts.example.com'] }],
        },
      ],
    });
    expect(manifests.at('NetworkPolicy/prometheus', 'spec.egress')).toContainEqual({
      ports: [{ port: 443, protocol: 'TCP' }],
    });
  });

  test('sends no alerts without an Alertmanager', () => {
    expect(configOf(manifestsOf()).alerting).toBeUndefined();
  });

  test.each(['alertmanager:9093', 'http://'])('fails on the Alertmanager %s', (alertmanager) => {
    expect(() => manifestsOf({ alertmanager })).toThrow(
      `'alertmanager' of 'prometheus' must be a URL such as 'http://alertmanager.monitoring:9093', got '${alertmanager}'`,
    );
  });

  test('fails on rules that are not there', () => {
    expect(() => manifestsOf({ rules: '/no/rules.yml' })).toThrow(
      "'rules' of 'prometheus' must be a readable file such as 'rules.yml', got '/no/rules.yml': ENOENT",
    );
  });
});
