import { Gateway, Prometheus, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

function shop(exporterImage?: string): { gateway: Gateway; manifests: () => Manifests } {
  const stack = testStack();
  const api = new WebService(stack, 'api', { image: 'api:1', port: 8000 });
  const image = 'nginxinc/nginx-unprivileged:1.29.1-alpine';
  const gateway = new Gateway(stack, 'nginx', { image, routes: { '/': api }, exporterImage });
  if (exporterImage !== undefined) {
    new Prometheus(stack, 'prometheus', {
      image: 'prom/prometheus:v3.5.0',
      scrapeConfigs: { nginx: gateway.addExporter() },
    });
  }
  return { gateway, manifests: () => Manifests.of(stack) };
}

function confOf(manifests: Manifests): string {
  const data = manifests.at('ConfigMap/nginx-files', 'data') as Record<string, string>;
  return data['etc_nginx_templates_nginx.conf.template'] ?? '';
}

const image = 'nginx/nginx-prometheus-exporter:1.4.2';

describe('the exporter of a Gateway', () => {
  test('shares a pod with the nginx whose numbers it shows', () => {
    const manifests = shop(image).manifests();

    expect(manifests.pod('Deployment/nginx', 'containers.1')).toMatchObject({
      name: 'exporter',
      image,
      args: ['--nginx.scrape-uri=http://127.0.0.1:8081/stub_status'],
      ports: [{ containerPort: 9113 }],
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true },
      volumeMounts: [],
    });
  });

  test('is the only one that can ask nginx: no address of the pod has that port', () => {
    const conf = confOf(shop(image).manifests());

    expect(conf).toContain('listen 127.0.0.1:8081;');
    expect(conf.match(/stub_status;/g)).toHaveLength(1);
    expect(conf.indexOf('listen 8080;')).toBeLessThan(conf.indexOf('listen 127.0.0.1:8081;'));
    expect(conf.indexOf('listen 127.0.0.1:8081;')).toBeLessThan(conf.indexOf('stub_status;'));
  });

  test('is open to Prometheus only on its own port', () => {
    const { gateway, manifests } = shop(image);

    expect(gateway.addExporter().port).toBe(9113);
    expect(manifests().pod('Deployment/nginx', 'containers')).toHaveLength(2);
    expect(manifests().at('NetworkPolicy/nginx', 'spec.ingress')).toEqual([
      {
        from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'prometheus' } } }],
        ports: [{ port: 9113, protocol: 'TCP' }],
      },
    ]);
    expect(manifests().at('Service/nginx', 'spec.ports')).toHaveLength(1);
  });

  test('is absent unless somebody asks', () => {
    expect(shop().manifests().pod('Deployment/nginx', 'containers')).toHaveLength(1);
  });
});

describe('the health path of a Gateway', () => {
  test('can be another, where /health belongs to a service', () => {
    const stack = testStack();
    const api = new WebService(stack, 'api', { image: 'api:1', port: 8000 });
    new Gateway(stack, 'nginx', { image: 'nginx:1', routes: { '/': api }, healthPath: '/nginx-health' });
    const manifests = Manifests.of(stack);

    expect(confOf(manifests)).toContain('location = /nginx-health {');
    expect(confOf(manifests)).not.toContain('location = /health {');
    for (const probe of ['startupProbe', 'readinessProbe', 'livenessProbe'])
      expect(manifests.container('Deployment/nginx', `${probe}.httpGet.path`)).toBe('/nginx-health');
  });

  test('fails on a path that nginx would take for a pattern', () => {
    const stack = testStack();
    const api = new WebService(stack, 'api', { image: 'api:1', port: 8000 });
    const props = { image: 'nginx:1', routes: { '/': api }, healthPath: 'health' };

    expect(() => new Gateway(stack, 'nginx', props)).toThrow(
      "'healthPath' of 'nginx' must name plain paths without a slash at the end such as '/api', got 'health'",
    );
  });
});
