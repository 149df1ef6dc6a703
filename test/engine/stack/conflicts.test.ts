import { Testing } from 'cdk8s';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { checkConflicts } from '../../../engine/stack/conflicts';
import {
  type Environment,
  Ingress,
  prod,
  type PublishedPort,
  PublishedPorts,
  Stack,
  WebService,
} from '../../../lib';
import { failureOf } from '../../support/failure';
import { testDev } from '../../support/stack';

function stackAt(name: string, host: string, environment: Environment = testDev) {
  // An App of its own, as each stack of a project has.
  const stack = new Stack(Testing.app(), name, { environment });
  const to = new WebService(stack, 'web', { image: 'web:1', port: 80 });
  new Ingress(stack, 'ingress', { to, host });
  return { stack: name, objects: Testing.synth(stack) as KubeObject[] };
}

function ingress(name: string, path: string): KubeObject {
  const rules = [{ host: 'shop.localhost', http: { paths: [{ path, backend: {} }] } }];
  const object: KubeObject & { readonly spec: object } = {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'Ingress',
    metadata: { name },
    spec: { rules },
  };
  return object;
}

const gatewayApi: Environment = { ...prod('example.com'), edge: 'gateway-api' };

describe('the hosts of stacks', () => {
  test('may differ', () => {
    expect(() => {
      checkConflicts([stackAt('shop', 'shop.localhost'), stackAt('blog', 'blog.localhost')]);
      checkConflicts([stackAt('shop', 'shop.example.com', gatewayApi)]); // a route, and a redirect of the same host
    }).not.toThrow();
  });

  test.each([testDev, gatewayApi])('must not be the same', (environment) => {
    const stacks = [
      stackAt('shop', 'www.example.com', environment),
      stackAt('blog', 'www.example.com', environment),
    ];
    const kind = environment.edge === 'gateway-api' ? 'HTTPRoute' : 'Ingress';

    expect(
      failureOf(() => {
        checkConflicts(stacks);
      }).paragraph(),
    ).toBe(
      `${kind}/ingress of 'blog' has the same host and path as ${kind}/ingress of 'shop': www.example.com/. Give one of them another 'host', such as 'blog-2.example.com'.`,
    );
  });

  test('may be the same for different paths only', () => {
    const objects = [ingress('a', '/'), ingress('b', '/b')];

    expect(() => {
      checkConflicts([{ stack: 'shop', objects }]);
    }).not.toThrow();
    expect(
      failureOf(() => {
        checkConflicts([{ stack: 'shop', objects: [...objects, ingress('c', '/b')] }]);
      }).message,
    ).toBe("Ingress/c of 'shop' has the same host and path as Ingress/b of 'shop': shop.localhost/b");
  });
});

describe('the published ports of stacks', () => {
  function stackWith(name: string, environment: Environment, options: Partial<PublishedPort> = {}) {
    const stack = new Stack(Testing.app(), name, { environment });
    const to = new WebService(stack, 'git', { image: 'git:1', port: 2222 });
    new PublishedPorts(stack, 'ssh', { ports: { 22: { to, ...options } } });
    return { stack: name, objects: Testing.synth(stack) as KubeObject[] };
  }

  const conflict = (...stacks: Parameters<typeof checkConflicts>[0]) =>
    failureOf(() => {
      checkConflicts(stacks);
    }).paragraph();

  test('must not have one port of the nodes', () => {
    expect(conflict(stackWith('shop', testDev), stackWith('blog', testDev))).toBe(
      `Service/ssh of 'blog' has the same port of the nodes as Service/ssh of 'shop': 30022. Give one of them another 'nodePort' in its PublishedPorts.`,
    );
  });

  test('must not have one listener of a Gateway', () => {
    expect(conflict(stackWith('shop', gatewayApi), stackWith('blog', gatewayApi))).toBe(
      `TCPRoute/ssh-22 of 'blog' has the same listener of a Gateway as TCPRoute/ssh-22 of 'shop': nginx-gateway/nginx/tcp-22. Publish one of them at another port.`,
    );
  });

  test('must not have one host at a listener for TLS', () => {
    const options = { host: 'git.example.com' };

    expect(conflict(stackWith('shop', gatewayApi, options), stackWith('blog', gatewayApi, options))).toBe(
      `TLSRoute/ssh-22 of 'blog' has the same listener of a Gateway as TLSRoute/ssh-22 of 'shop': nginx-gateway/nginx/tls-22 for git.example.com. Publish one of them at another port, or at another host.`,
    );
  });

  test('may have a load balancer each, other ports of the nodes, and other hosts', () => {
    expect(() => {
      checkConflicts([stackWith('shop', prod('example.com')), stackWith('blog', prod('example.com'))]);
      checkConflicts([stackWith('shop', testDev), stackWith('blog', testDev, { nodePort: 30023 })]);
      checkConflicts([
        stackWith('shop', gatewayApi, { host: 'shop.example.com' }),
        stackWith('blog', gatewayApi, { host: 'blog.example.com' }),
      ]);
    }).not.toThrow();
  });
});
