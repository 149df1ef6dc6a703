import {
  Gateway,
  Ingress,
  Metrics,
  Monitoring,
  Probe,
  Prometheus,
  type Stack,
  WebService,
  type WebServiceProps,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

/** The service `dns` in a stack of its own. */
function web(props: Partial<WebServiceProps>): WebService {
  return new WebService(testStack(), 'dns', { image: 'dns:1', ...props });
}

function stackOf({ node }: WebService): Stack {
  return node.scope as Stack;
}

function manifestsOf(service: WebService): Manifests {
  return Manifests.of(stackOf(service));
}

describe('metrics', () => {
  test('are scraped at the port that they name', () => {
    const api = web({
      ports: { http: 80, metrics: 9090 },
      metrics: Metrics.fromPrometheusClient('/metrics', { port: 'metrics' }),
    });
    new Monitoring(stackOf(api), 'monitoring', { of: [api], always: true });
    const manifests = manifestsOf(api);

    expect(manifests.at('Service/dns-metrics', 'spec.ports')).toEqual([{ port: 9090, targetPort: 9090 }]);
    expect(JSON.stringify(manifests.at('NetworkPolicy/dns', 'spec.ingress'))).toContain('9090');
    expect(JSON.stringify(manifests.at('ConfigMap/prometheus-files', 'data'))).toContain('port: 9090');
  });

  test.each([
    [
      { ports: { http: 80 } },
      'metric',
      `'metrics' of 'dns' must name a port of it, such as 'http', got 'metric'; there are http`,
    ],
    [
      { ports: { dns: { port: 53, protocol: 'UDP' } } as const },
      undefined,
      `'metrics' of 'dns', which has no TCP port, must have one, such as { http: 8080 } in 'ports', got none`,
    ],
  ])('of %j fail at the port %s', (props, port, message) => {
    const check = Probe.fromCommand(['true']);
    const metrics = Metrics.fromMicrometer('/numbers', { port });

    expect(() => web({ ...props, metrics, readiness: check, liveness: check })).toThrow(message);
  });
});

describe('a named port', () => {
  test('is that of an Ingress, which lets its controller in there only', () => {
    const app = web({ ports: { http: 8080, admin: 9000 } });
    new Ingress(stackOf(app), 'door', { to: app.at('admin') });
    const manifests = manifestsOf(app);

    expect(manifests.at('Ingress/door', 'spec.rules.0.http.paths.0.backend.service')).toEqual({
      name: 'dns',
      port: { number: 9000 },
    });
    expect(manifests.at('NetworkPolicy/dns', 'spec.ingress')).toMatchObject([{ ports: [{ port: 9000 }] }]);
  });

  test('is that of a route of a Gateway', () => {
    const app = web({ ports: { http: 8080, admin: 9000 } });
    const image = 'nginxinc/nginx-unprivileged:1.29.1-alpine';
    new Gateway(stackOf(app), 'gate', { image, routes: { '/': app, '/admin': app.at('admin') } });
    const conf = JSON.stringify(manifestsOf(app).at('ConfigMap/gate-files', 'data'));

    expect(conf).toContain('server dns.shop.svc.cluster.local:8080');
    expect(conf).toContain('server dns.shop.svc.cluster.local:9000');
    expect(app.connections.accepted).toEqual(['gate']);
  });

  test('is refused where HTTP needs TCP', () => {
    const app = web({ ports: { http: 8080, dns: { port: 53, protocol: 'UDP' } } });
    const stack = stackOf(app);
    const good = `must lead to a TCP port, such as that of dns.at('http'), got 'dns' at 53/UDP`;
    const to = app.at('dns');

    expect(() => new Ingress(stack, 'door', { to })).toThrow(`'to' of Ingress 'door' ${good}`);
    expect(() => new Gateway(stack, 'gate', { image: 'nginx:1', routes: { '/': to } })).toThrow(
      `'routes['/']' of 'gate' ${good}`,
    );
    expect(() => new Prometheus(stack, 'prometheus', { scrapeConfigs: { app: to } })).toThrow(
      `'scrapeConfigs.app' of 'prometheus' ${good}`,
    );
  });
});
