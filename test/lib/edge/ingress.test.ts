import { Testing } from 'cdk8s';
import {
  Duration,
  type Environment,
  Gateway,
  Ingress,
  type IngressProps,
  Size,
  Stack,
  WebService,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testProd, testStack } from '../../support/stack';

function manifestsOf(props: Partial<IngressProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  const web = new WebService(stack, 'web', { image: 'web:1', port: 3000 });
  new Ingress(stack, 'ingress', { to: web, ...props });
  return Manifests.of(stack);
}

/** A pod on a lost node does not answer: the controller asks another one soon. */
const connect = { 'nginx.org/proxy-connect-timeout': '800ms' };

describe('Ingress', () => {
  test('leads the whole host of the stack to one endpoint', () => {
    const environment: Environment = { ...testDev, tls: 'none' };

    expect(manifestsOf({}, environment).at('Ingress/ingress', 'metadata.annotations')).toEqual(connect);
    expect(manifestsOf({}, environment).at('Ingress/ingress', 'spec')).toEqual({
      ingressClassName: 'nginx',
      rules: [
        {
          host: 'shop.localhost',
          http: {
            paths: [
              {
                path: '/',
                pathType: 'Prefix',
                backend: { service: { name: 'web', port: { number: 3000 } } },
              },
            ],
          },
        },
      ],
    });
  });

  test('accepts connections only from the ingress controller', () => {
    const stack = testStack();
    const web = new WebService(stack, 'web', { image: 'web:1', port: 3000 });
    new Ingress(stack, 'ingress', { to: web });

    expect(web.connections.accepted).toEqual(['namespace/nginx-ingress']);
  });

  test('terminates TLS in production, and tells browsers to come back by it', () => {
    const manifests = manifestsOf({}, testProd);

    expect(manifests.at('Ingress/ingress', 'spec.tls')).toEqual([
      { hosts: ['shop.example.com'], secretName: 'shop.example.com-tls' },
    ]);
    expect(manifests.at('Ingress/ingress', 'metadata.annotations')).toEqual({
      ...connect,
      'nginx.org/hsts': 'true',
      'nginx.org/hsts-max-age': '31536000',
    });
  });

  test('has cert-manager make the certificate, where the environment names an issuer', () => {
    const manifests = manifestsOf({}, { ...testProd, tls: { clusterIssuer: 'letsencrypt' } });

    expect(manifests.at('Ingress/ingress', 'spec.tls')).toEqual([
      { hosts: ['shop.example.com'], secretName: 'shop.example.com-tls' },
    ]);
    expect(manifests.at('Ingress/ingress', 'metadata.annotations')).toEqual({
      ...connect,
      'nginx.org/hsts': 'true',
      'nginx.org/hsts-max-age': '31536000',
      'cert-manager.io/cluster-issuer': 'letsencrypt',
      'acme.cert-manager.io/http01-edit-in-place': 'true',
      'cert-manager.io/issue-temporary-certificate': 'true',
    });
    expect(manifests.names.filter((name) => name.startsWith('Secret/'))).toEqual([]);
  });

  test('serves HTTPS beside HTTP in dev, with its own certificate', () => {
    const manifests = manifestsOf();

    expect(manifests.at('Ingress/ingress', 'spec.tls')).toEqual([
      { hosts: ['shop.localhost'], secretName: 'shop.localhost-tls' },
    ]);
    expect(manifests.at('Ingress/ingress', 'metadata.annotations')).toEqual({
      ...connect,
      'ingress.kubernetes.io/ssl-redirect': 'false',
    });
    expect(manifests.at('Secret/shop.localhost-tls', 'type')).toBe('kubernetes.io/tls');
    expect(manifests.at('Secret/shop.localhost-tls', 'stringData')).toEqual({
      'tls.crt': 'certificate of shop.localhost',
      'tls.key': 'key of shop.localhost',
    });
  });

  test.each([testDev, { ...testDev, edge: 'gateway-api' as const }])(
    'fails on a host that another one has, in the same stack or in another one',
    (environment) => {
      const app = Testing.app();
      const stackOf = (id: string) => {
        const stack = new Stack(app, id, { environment });
        return { stack, to: new WebService(stack, 'web', { image: 'web:1', port: 3000 }) };
      };
      const shop = stackOf('shop');
      const blog = stackOf('blog');
      new Ingress(shop.stack, 'ingress', { to: shop.to });
      new Ingress(blog.stack, 'ingress', { to: blog.to });

      expect(() => new Ingress(shop.stack, 'admin', { to: shop.to })).toThrow(
        "'host' of Ingress 'admin' must be in no other Ingress, such as 'admin.shop.localhost', got 'shop.localhost', which Ingress 'ingress' of the stack 'shop' has",
      );
      expect(() => new Ingress(blog.stack, 'shop', { to: blog.to, host: 'shop.localhost' })).toThrow(
        "got 'shop.localhost', which Ingress 'ingress' of the stack 'shop' has",
      );
    },
  );

  test('redirects in dev as well, where the environment says so', () => {
    const manifests = manifestsOf({}, { ...testDev, httpsOnly: true });

    expect(manifests.at('Ingress/ingress', 'metadata.annotations')).not.toHaveProperty([
      'ingress.kubernetes.io/ssl-redirect',
    ]);
  });

  test('has no TLS for a host that the store makes no certificate for', () => {
    const environment: Environment = { ...testDev, tls: { certificate: () => undefined } };
    const manifests = manifestsOf({ host: 'shop.example.com' }, environment);

    expect(manifests.at('Ingress/ingress', 'spec.tls')).toBeUndefined();
    expect(manifests.names.filter((name) => name.startsWith('Secret/'))).toEqual([]);
  });

  test('allows the body size and timeouts of the gateway behind it', () => {
    const stack = testStack();
    const web = new WebService(stack, 'web', { image: 'web:1', port: 3000 });
    const gateway = new Gateway(stack, 'nginx', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      routes: { '/': web },
      maxBodySize: Size.mebibytes(8),
      timeout: Duration.seconds(90),
    });
    new Ingress(stack, 'ingress', { to: gateway });

    expect(Manifests.of(stack).at('Ingress/ingress', 'metadata.annotations')).toMatchObject({
      'nginx.org/client-max-body-size': '8192k',
      'nginx.org/proxy-read-timeout': '90s',
      'nginx.org/proxy-send-timeout': '90s',
    });
  });

  test('names the services with WebSockets, which the controller must be told', () => {
    const stack = testStack();
    const web = new WebService(stack, 'web', { image: 'web:1', port: 3000 });
    const gateway = new Gateway(stack, 'nginx', {
      image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
      routes: { '/': { to: web, webSocket: true } },
    });
    new Ingress(stack, 'ingress', { to: gateway });

    expect(Manifests.of(stack).at('Ingress/ingress', 'metadata.annotations')).toMatchObject({
      'nginx.org/websocket-services': 'nginx',
      'nginx.org/proxy-read-timeout': '3600s',
    });
  });

  test('takes all props together', () => {
    const stack = testStack();
    const web = new WebService(stack, 'web', { image: 'web:1', port: 3000 });
    const all: Required<IngressProps> = { to: web, host: 'www.example.com' };

    expect(new Ingress(stack, 'ingress', all).host).toBe('www.example.com');
  });

  test.each([
    'shop',
    'Shop.example.com',
    'shop_1.example.com',
    'https://shop.example.com',
    '*.example.com',
    '',
  ])('fails on the host %j, and shows a good one', (host) => {
    expect(() => manifestsOf({ host })).toThrow(
      `'host' of Ingress 'ingress' must be a DNS name such as 'shop.example.com', got '${host}'`,
    );
  });
});
