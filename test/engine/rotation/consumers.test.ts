import type { KubeObject } from '../../../engine/kube/kube-object';
import { refersTo, takesPasswordOnly } from '../../../engine/rotation/consumers';

function workload(container: object, pod: object = {}): KubeObject {
  const template = { spec: { containers: [{ name: 'web', image: 'web:1', ...container }], ...pod } };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    ...{ spec: { template } },
  };
}

const key = (name: string, secret = 'db-app') => ({
  name: name.toUpperCase(),
  valueFrom: { secretKeyRef: { name: secret, key: name } },
});

describe('a workload uses a Secret', () => {
  test.each([
    ['by a variable', workload({ env: [key('uri')] })],
    ['by all of its keys', workload({ envFrom: [{ secretRef: { name: 'db-app' } }] })],
    ['by files', workload({}, { volumes: [{ name: 'db', secret: { secretName: 'db-app' } }] })],
    [
      'before it starts',
      workload({}, { initContainers: [{ name: 'wait', image: 'w:1', env: [key('uri')] }] }),
    ],
  ])('%s', (_, object) => {
    expect(refersTo(object, 'db-app')).toBe(true);
    expect(refersTo(object, 'db')).toBe(false);
  });

  test('not where it uses another', () => {
    expect(refersTo(workload({ env: [key('uri', 'cache')] }), 'db-app')).toBe(false);
  });
});

test.each([
  ['the password alone', [key('password')], true],
  ['both', [key('username'), key('password')], false],
  ['a URI', [key('uri')], false],
  ['the password of another Secret', [key('password', 'cache')], false],
])('a container that takes %s', (_, env, expected) => {
  expect(takesPasswordOnly(workload({ env }), 'db-app')).toBe(expected);
});

test.each([
  ['the password alone', ['password'], [], true],
  ['both', ['password', 'username'], [], false],
  ['the password, and the user name as a variable', ['password'], [key('username')], false],
  ['all keys', undefined, [], false],
])('a container that mounts %s', (_, keys, env, expected) => {
  const items = keys?.map((each) => ({ key: each, path: each }));
  const volumes = [{ name: 'db', secret: { secretName: 'db-app', ...(items && { items }) } }];
  const volumeMounts = [{ name: 'db', mountPath: '/run/secrets' }];

  expect(takesPasswordOnly(workload({ env, volumeMounts }, { volumes }), 'db-app')).toBe(expected);
  expect(takesPasswordOnly(workload({ env }, { volumes }), 'db-app')).toBe(false);
});
