import { missingSecrets } from '../../../engine/deploy/missing-secrets';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { object, workload } from './cluster-objects';

/** A server whose pod reads keys of Secrets, each as `secret/key`. */
function server(kind: string, ...keys: readonly string[]): KubeObject {
  const env = keys.map((each) => {
    const [name, key] = each.split('/');
    return { name: 'PASSWORD', valueFrom: { secretKeyRef: { name, key } } };
  });
  const containers = [{ name: 'cache', image: 'redis:7.4.5', env }];
  return workload(kind, 'cache', 'redis:7.4.5', { template: { spec: { containers } } });
}

describe('a Secret that a server needs', () => {
  const running = server('StatefulSet', 'cache-credentials/password');
  const wanted = server('StatefulSet', 'cache-credentials/password', 'cache-users/two', 'cache-users/one');

  test('is missing if it does not exist, with the keys that are needed', () => {
    expect(missingSecrets([wanted], [running], ['cache-credentials', 'other'])).toEqual([
      { workload: 'StatefulSet/cache', secret: 'cache-users', keys: ['one', 'two'] },
    ]);
  });

  test('is missing if it is a volume of the pod', () => {
    const volumes = [{ name: 'tls', secret: { secretName: 'cache-tls' } }];
    const withFiles = workload('StatefulSet', 'cache', 'redis:7.4.5', { template: { spec: { volumes } } });

    expect(missingSecrets([withFiles], [running], [])).toEqual([
      { workload: 'StatefulSet/cache', secret: 'cache-tls', keys: [] },
    ]);
  });

  test.each([
    ['it exists', [wanted], [running], ['cache-credentials', 'cache-users']],
    ['the launch creates it', [wanted, object('Secret', 'cache-users')], [running], ['cache-credentials']],
    ['the store has it', [wanted, object('ExternalSecret', 'cache-users')], [running], ['cache-credentials']],
    [
      'CloudNativePG creates it',
      [server('StatefulSet', 'db-app/uri'), object('Cluster', 'db')],
      [running],
      [],
    ],
    ['the server does not run yet', [wanted], [], []],
    ['the old pods stay until new ones are ready', [server('Deployment', 'cache-users/one')], [running], []],
  ])('is not missing if %s', (_, objects, sets, secrets) => {
    expect(missingSecrets(objects, sets, secrets)).toEqual([]);
  });
});
