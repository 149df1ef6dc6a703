import { Testing } from 'cdk8s';
import { Duration, type Environment, Gateway, Ingress, SharedGateway, Size, WebService } from '../../../lib';
import project from '../../../slipway.config';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { testProd, testStack } from '../../support/stack';
import { manifestsOf } from '../../support/stacks';

const gatewayApi: Environment = { ...testProd, edge: 'gateway-api' };

function stackOf(environment: Environment): Manifests {
  const stack = testStack(environment);
  const web = new WebService(stack, 'web', { image: 'web:1', port: 3000 });
  const nginx = new Gateway(stack, 'nginx', {
    image: 'nginxinc/nginx-unprivileged:1.29.1-alpine',
    routes: { '/': web },
    maxBodySize: Size.mebibytes(100),
    timeout: Duration.seconds(90),
  });
  new Ingress(stack, 'ingress', { to: nginx });
  return Manifests.of(stack);
}

function gatewayOf(environment: Environment): Manifests {
  return Manifests.of(new SharedGateway(Testing.app(), 'gateway', { environment }));
}

const parent = (sectionName: string) => ({ name: 'nginx', namespace: 'nginx-gateway', sectionName });
const everything = [{ path: { type: 'PathPrefix', value: '/' } }];

describe('an Ingress in an environment with Gateway API', () => {
  test('is an HTTPRoute by TLS, and nothing else of the stack differs', () => {
    const [before, after] = [stackOf(testProd), stackOf(gatewayApi)].map((manifests) =>
      manifests.names.filter((name) => !name.endsWith('/ingress') && name !== 'HTTPRoute/ingress-redirect'),
    );

    expect(after).toEqual(before);
    expect(stackOf(gatewayApi).names).not.toContain('Ingress/ingress');
    expect(stackOf(gatewayApi).at('HTTPRoute/ingress', 'spec')).toEqual({
      parentRefs: [parent('https')],
      hostnames: ['shop.example.com'],
      rules: [
        {
          matches: everything,
          filters: [
            {
              type: 'ResponseHeaderModifier',
              responseHeaderModifier: {
                set: [{ name: 'Strict-Transport-Security', value: 'max-age=31536000' }],
              },
            },
          ],
          backendRefs: [{ name: 'nginx', port: 8080 }],
        },
      ],
    });
  });

  test('redirects plain HTTP', () => {
    expect(stackOf(gatewayApi).at('HTTPRoute/ingress-redirect', 'spec')).toEqual({
      parentRefs: [parent('http')],
      hostnames: ['shop.example.com'],
      rules: [
        {
          matches: everything,
          filters: [{ type: 'RequestRedirect', requestRedirect: { scheme: 'https', statusCode: 301 } }],
        },
      ],
    });
  });

  test('serves HTTP if it is not redirected, or if there is no TLS', () => {
    const beside = stackOf({ ...gatewayApi, httpsOnly: false });
    const plain = stackOf({ ...gatewayApi, tls: 'none' });

    expect(beside.at('HTTPRoute/ingress', 'spec.parentRefs')).toEqual([parent('https'), parent('http')]);
    expect(plain.at('HTTPRoute/ingress', 'spec.parentRefs')).toEqual([parent('http')]);
    for (const manifests of [beside, plain]) {
      expect(manifests.names).not.toContain('HTTPRoute/ingress-redirect');
      expect(manifests.at('HTTPRoute/ingress', 'spec.rules.0')).not.toHaveProperty('filters');
    }
  });

  test('allows the body size and timeouts of the gateway behind it', () => {
    const route = { group: 'gateway.networking.k8s.io', kind: 'HTTPRoute', name: 'ingress' };

    expect(stackOf(gatewayApi).at('ClientSettingsPolicy/ingress', 'spec')).toEqual({
      targetRef: route,
      body: { maxSize: '100m' },
    });
    expect(stackOf(gatewayApi).at('ProxySettingsPolicy/ingress', 'spec')).toEqual({
      targetRefs: [route],
      timeout: { connect: '800ms', read: '90s', send: '90s' },
    });
  });

  test('accepts connections only from the data plane of the Gateway', () => {
    const accepted = (edge: Environment['edge']) => {
      const stack = testStack({ ...testProd, edge });
      const web = new WebService(stack, 'web', { image: 'web:1', port: 3000 });
      new Ingress(stack, 'ingress', { to: web });
      return web.connections.accepted;
    };

    expect(accepted('gateway-api')).toEqual(['namespace/nginx-gateway']);
    expect(accepted({ name: 'public', namespace: 'edge' })).toEqual(['namespace/edge']);
    expect(accepted('ingress')).toEqual(['namespace/nginx-ingress']);
  });
});

describe('SharedGateway', () => {
  test('has a listener for plain HTTP and one with TLS for all hosts of the domain', () => {
    const allowedRoutes = {
      namespaces: {
        from: 'Selector',
        selector: { matchLabels: { 'app.kubernetes.io/managed-by': 'slipway' } },
      },
    };

    expect(gatewayOf(gatewayApi).at('Gateway/nginx')).toMatchObject({
      metadata: { namespace: 'nginx-gateway' },
      spec: {
        gatewayClassName: 'nginx',
        listeners: [
          { name: 'http', port: 80, protocol: 'HTTP', allowedRoutes },
          {
            name: 'https',
            port: 443,
            protocol: 'HTTPS',
            hostname: '*.example.com',
            tls: {
              mode: 'Terminate',
              certificateRefs: [{ name: 'example.com-tls' }],
              options: { 'nginx.org/ssl-protocols': 'TLSv1.2 TLSv1.3' },
            },
            allowedRoutes,
          },
        ],
      },
    });
  });

  test('accepts routes from namespaces with the labels of a stack', () => {
    expect(stackOf(gatewayApi).at('Namespace/shop', 'metadata.labels')).toMatchObject({
      'app.kubernetes.io/managed-by': 'slipway',
    });
  });

  test('is named as the environment says, with a certificate of cert-manager or without TLS', () => {
    const named = gatewayOf({
      ...gatewayApi,
      edge: { name: 'public', namespace: 'edge' },
      tls: { clusterIssuer: 'letsencrypt' },
    });

    expect(named.at('Gateway/public', 'metadata')).toMatchObject({
      namespace: 'edge',
      annotations: { 'cert-manager.io/cluster-issuer': 'letsencrypt' },
    });
    expect(gatewayOf({ ...gatewayApi, tls: 'none' }).at('Gateway/nginx', 'spec.listeners')).toHaveLength(1);
  });

  test('fails where the environment has an ingress controller', () => {
    expect(() => gatewayOf(testProd)).toThrow(
      "'environment' of a SharedGateway must have an 'edge' of Gateway API, such as { ...prod('example.com'), edge: 'gateway-api' }, got 'prod' without",
    );
  });
});

describe('the objects of Gateway API match its definitions', () => {
  const schema = new KubernetesSchema();

  test('in a SharedGateway', () => {
    expect(gatewayOf(gatewayApi).all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });

  test.each(project.stacks)('in %s, which has no Ingress then', (name) => {
    const { all } = manifestsOf(name, gatewayApi);
    // The definitions of NGINX Gateway Fabric are not among the imports.
    const known = all.filter(({ apiVersion }) => !apiVersion.startsWith('gateway.nginx.org/'));

    expect(known.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
    expect(all.filter(({ kind }) => kind === 'HTTPRoute')).toHaveLength(2);
    expect(all.map(({ kind }) => kind)).not.toContain('Ingress');
  });
});
