import { Testing } from 'cdk8s';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { checkHosts } from '../../../engine/stack/host-conflicts';
import { type Environment, Ingress, prod, Stack, WebService } from '../../../lib';
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
      checkHosts([stackAt('shop', 'shop.localhost'), stackAt('blog', 'blog.localhost')]);
      checkHosts([stackAt('shop', 'shop.example.com', gatewayApi)]); // a route, and a redirect of the same host
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
        checkHosts(stacks);
      }).paragraph(),
    ).toBe(
      `${kind}/ingress of 'blog' has the same host and path as ${kind}/ingress of 'shop': www.example.com/. Give one of them another 'host', such as 'blog-2.example.com'.`,
    );
  });

  test('may be the same for different paths only', () => {
    const objects = [ingress('a', '/'), ingress('b', '/b')];

    expect(() => {
      checkHosts([{ stack: 'shop', objects }]);
    }).not.toThrow();
    expect(
      failureOf(() => {
        checkHosts([{ stack: 'shop', objects: [...objects, ingress('c', '/b')] }]);
      }).message,
    ).toBe("Ingress/c of 'shop' has the same host and path as Ingress/b of 'shop': shop.localhost/b");
  });
});
