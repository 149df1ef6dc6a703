import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import { Cpu, Grafana, type GrafanaProps, Prometheus, Size } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testProd, testStack } from '../../support/stack';

const dashboard = JSON.stringify({ title: 'Shop', uid: 'shop', panels: [] });

function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

function manifestsOf(props: Partial<GrafanaProps> = {}, environment = testStack().environment): Manifests {
  const stack = testStack(environment);
  const prometheus = new Prometheus(stack, 'prometheus', {
    image: 'prom/prometheus:v3.5.0',
    scrapeConfigs: {},
  });
  const dashboards = folderWith({ 'shop.json': dashboard });
  new Grafana(stack, 'grafana', { image: 'grafana/grafana:12.1.1', prometheus, dashboards, ...props });
  return Manifests.of(stack);
}

function file(manifests: Manifests, key: string): string {
  return (manifests.at('ConfigMap/grafana-files', 'data') as Record<string, string>)[key] ?? '';
}

const mounts = (manifests: Manifests) =>
  (manifests.container('StatefulSet/grafana', 'volumeMounts') as { mountPath: string }[]).map(
    ({ mountPath }) => mountPath,
  );

describe('Grafana', () => {
  test('has Prometheus as its data source, under the uid that dashboards refer to', () => {
    const text = file(manifestsOf(), 'etc_grafana_provisioning_datasources_prometheus.yaml');

    expect(parse(text)).toEqual({
      apiVersion: 1,
      datasources: [
        {
          name: 'Prometheus',
          uid: 'prometheus',
          type: 'prometheus',
          access: 'proxy',
          url: 'http://prometheus:9090',
          isDefault: true,
          editable: false,
          jsonData: { httpMethod: 'POST', timeInterval: '15s' },
        },
      ],
    });
  });

  test('has the dashboards of the folder where its provider looks for them, and the first as home page', () => {
    const more = JSON.stringify({ title: 'Alerts', uid: 'alerts', panels: [] });
    const manifests = manifestsOf({
      dashboards: folderWith({ 'shop.json': dashboard, 'alerts.json': more }),
    });
    const provider = parse(file(manifests, 'etc_grafana_provisioning_dashboards_files.yaml')) as {
      providers: { options: { path: string } }[];
    };

    expect(provider.providers[0]?.options.path).toBe('/etc/grafana/dashboards');
    expect(file(manifests, 'etc_grafana_dashboards_shop.json')).toBe(dashboard);
    expect(mounts(manifests)).toEqual(
      expect.arrayContaining(['/etc/grafana/dashboards/shop.json', '/etc/grafana/dashboards/alerts.json']),
    );
    expect(manifests.container('StatefulSet/grafana', 'env')).toContainEqual({
      name: 'GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH',
      value: '/etc/grafana/dashboards/alerts.json',
    });
  });

  test('keeps dashboards that users create, and the admin password in a Secret', () => {
    const manifests = manifestsOf();

    expect(mounts(manifests)).toContain('/var/lib/grafana');
    expect(manifests.container('StatefulSet/grafana', 'env')).toContainEqual({
      name: 'GF_SECURITY_ADMIN_PASSWORD',
      valueFrom: { secretKeyRef: { name: 'grafana-credentials', key: 'password' } },
    });
    expect(manifestsOf({}, testProd).names).not.toContain('Secret/grafana-credentials');
  });

  test('connects to Prometheus, and accepts no connection by default', () => {
    const manifests = manifestsOf();
    const peer = (name: string) => ({ podSelector: { matchLabels: { 'app.kubernetes.io/name': name } } });

    expect(manifests.at('NetworkPolicy/prometheus', 'spec.ingress.0.from')).toEqual([peer('grafana')]);
    expect(manifests.at('NetworkPolicy/grafana', 'spec.egress.1.to')).toEqual([peer('prometheus')]);
    expect(manifests.at('NetworkPolicy/grafana', 'spec')).not.toHaveProperty('ingress');
  });

  test('takes all props together', () => {
    const stack = testStack();
    const prometheus = new Prometheus(stack, 'metrics', {
      image: 'prom/prometheus:v3.5.0',
      scrapeConfigs: {},
    });
    const all: Required<GrafanaProps> = {
      image: 'grafana/grafana:12.1.1',
      prometheus,
      dashboards: folderWith({ 'shop.json': dashboard }),
      homeDashboard: { uid: 'all', title: 'All', panels: [] },
      resources: {
        cpu: { request: Cpu.millis(10), limit: Cpu.millis(20) },
        memory: { request: Size.mebibytes(200), limit: Size.gibibytes(1) },
      },
      storage: Size.gibibytes(3),
    };
    new Grafana(stack, 'grafana', all);
    const manifests = Manifests.of(stack);

    expect(file(manifests, 'etc_grafana_provisioning_datasources_prometheus.yaml')).toContain(
      'url: http://metrics:9090',
    );
    expect(mounts(manifests)).toEqual(
      expect.arrayContaining(['/etc/grafana/dashboards/overview.json', '/etc/grafana/dashboards/shop.json']),
    );
    expect(manifests.container('StatefulSet/grafana', 'env')).toContainEqual({
      name: 'GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH',
      value: '/etc/grafana/dashboards/overview.json',
    });
    expect(manifests.container('StatefulSet/grafana', 'resources.limits.memory')).toBe('1Gi');
    expect(
      manifests.at('StatefulSet/grafana', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage'),
    ).toBe('3Gi');
  });

  test.each<[string, Readonly<Record<string, string>>, string]>([
    [
      'without a dashboard',
      { 'readme.txt': 'none' },
      "'dashboards' of 'grafana' must be a folder with a *.json file",
    ],
    [
      'with a file that is no JSON',
      { 'a.json': '{' },
      "'dashboards' of 'grafana' must have dashboards only, JSON such as",
    ],
    [
      'with a dashboard without a uid',
      { 'a.json': '{"title":"A","panels":[]}' },
      'JSON such as { "title": …, "uid": …, "panels": … }',
    ],
  ])('fails on a folder %s', (_, files, message) => {
    expect(() => manifestsOf({ dashboards: folderWith(files) })).toThrow(message);
  });

  test('fails without any dashboard', () => {
    expect(() => manifestsOf({ dashboards: undefined })).toThrow(
      "'dashboards' of 'grafana' must be a folder with a *.json file, such as 'grafana', if there is no 'homeDashboard', got none",
    );
  });

  test('fails on a folder that is not there', () => {
    expect(() => manifestsOf({ dashboards: '/no/folder' })).toThrow(
      "'dashboards' of 'grafana' must be a readable folder such as 'grafana', got '/no/folder': ENOENT",
    );
  });
});
