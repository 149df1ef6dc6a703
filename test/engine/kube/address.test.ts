import { addressesOf, parsePorts, secureAddressesOf, urlsOf } from '../../../engine/kube/address';

function ingress(host: string, tls = false, annotations = {}) {
  const secure = tls ? { tls: [{ hosts: [host] }] } : {};
  return {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name: 'i', annotations },
    spec: { rules: [{ host }], ...secure },
  };
}

describe('the address of a stack', () => {
  test.each([
    ['without a port where it is 80', new Map([[80, 80]]), false, 'http://shop.localhost'],
    ['with the port of this machine', new Map([[80, 8080]]), false, 'http://shop.localhost:8080'],
    ['with TLS', new Map([[443, 443]]), true, 'https://shop.localhost'],
    ['with TLS on another port', new Map([[443, 8443]]), true, 'https://shop.localhost:8443'],
    ['on a cluster without published ports', new Map<number, number>(), false, 'http://shop.localhost'],
  ])('is given %s', (_, ports, tls, expected) => {
    expect(addressesOf([ingress('shop.localhost', tls)], ports)).toEqual([expected]);
  });

  test('is that of HTTP if HTTP is not redirected, with a second one for HTTPS', () => {
    const both = ingress('shop.localhost', true, { 'ingress.kubernetes.io/ssl-redirect': 'false' });
    const ports = new Map([[443, 8443]]);

    expect(addressesOf([both], ports)).toEqual(['http://shop.localhost']);
    expect(secureAddressesOf([both], ports)).toEqual(['https://shop.localhost:8443']);
    expect(secureAddressesOf([ingress('shop.localhost', true)], ports)).toEqual([]);
  });

  test('is that of an HTTPRoute if there is no Ingress', () => {
    const route = (name: string, listeners: readonly string[], backendRefs?: object[]) => ({
      apiVersion: 'gateway.networking.k8s.io/v1',
      kind: 'HTTPRoute',
      metadata: { name },
      spec: {
        parentRefs: listeners.map((sectionName) => ({ name: 'nginx', sectionName })),
        hostnames: ['shop.example.com'],
        rules: [{ backendRefs }],
      },
    });
    const to = [{ name: 'web', port: 80 }];
    const redirected = [route('ingress', ['https'], to), route('ingress-redirect', ['http'])];

    expect(addressesOf(redirected, new Map())).toEqual(['https://shop.example.com']);
    expect(addressesOf([route('ingress', ['https', 'http'], to)], new Map())).toEqual([
      'http://shop.example.com',
    ]);
    expect(addressesOf([route('ingress', ['http'], to)], new Map())).toEqual(['http://shop.example.com']);
  });

  test('is none without an Ingress', () => {
    expect(addressesOf([], new Map())).toEqual([]);
  });

  test('has the ports that docker port prints', () => {
    const printed =
      '6443/tcp -> 127.0.0.1:39873\n80/tcp -> 0.0.0.0:8080\n80/tcp -> [::]:8080\n443/tcp -> 127.0.0.1:8443\n';

    expect([...parsePorts(printed)]).toEqual([
      [6443, 39873],
      [80, 8080],
      [443, 8443],
    ]);
  });
});

describe('the URLs of a stack', () => {
  function routed(host: string | undefined, ...paths: readonly (string | undefined)[]) {
    const http = { paths: paths.map((path) => ({ path, backend: { service: { name: 'web' } } })) };
    return { ...ingress('shop.localhost'), spec: { rules: [{ host, http }] } };
  }

  test('are its hosts with their paths, the shortest first, on the port of this machine', () => {
    const objects = [routed('shop.localhost', '/api', '/', '/admin/'), routed('blog.localhost', undefined)];

    expect(urlsOf(objects, new Map([[80, 8080]]))).toEqual([
      'http://shop.localhost:8080',
      'http://shop.localhost:8080/api',
      'http://shop.localhost:8080/admin/',
      'http://blog.localhost:8080',
    ]);
  });

  test('are only what a browser can open, each once', () => {
    const objects = [
      routed('*.localhost', '/'),
      routed(undefined, '/'),
      routed('shop.localhost', '/api(/|$)(.*)', '/api'),
      routed('shop.localhost', '/api'),
    ];

    expect(urlsOf(objects, new Map())).toEqual(['http://shop.localhost/api']);
  });
});
