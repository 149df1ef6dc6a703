import { type SecretFile, secretText, Task, WebService, type WebServiceProps } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

const ca: SecretFile = { secret: 'db-tls', key: 'ca.crt', path: '/etc/tls/db/ca.crt' };
const volume = {
  name: 'etc-tls-db',
  secret: { secretName: 'db-tls', defaultMode: 0o440, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
};
const mount = { name: 'etc-tls-db', mountPath: '/etc/tls/db', readOnly: true };

function manifestsOf(props: Partial<WebServiceProps>): Manifests {
  const stack = testStack();
  new WebService(stack, 'api', { image: 'api:1', port: 80, ...props });
  return Manifests.of(stack);
}

describe('a file from a Secret', () => {
  test('is a variable with its path, and is mounted', () => {
    const manifests = manifestsOf({ env: { PGSSLROOTCERT: ca }, emptyDirs: {} });

    expect(manifests.container('Deployment/api', 'env')).toEqual([
      { name: 'PGSSLROOTCERT', value: '/etc/tls/db/ca.crt' },
    ]);
    expect(manifests.container('Deployment/api', 'volumeMounts')).toEqual([mount]);
    expect(manifests.pod('Deployment/api', 'volumes')).toEqual([volume]);
  });

  test('comes with the reference whose value names it, also within a text', () => {
    const uri = { secret: 'db-app', key: 'uri', file: ca };

    for (const env of [{ URL: uri }, { URL: secretText`${uri}&application_name=api` }]) {
      expect(manifestsOf({ env, emptyDirs: {} }).pod('Deployment/api', 'volumes')).toEqual([volume]);
    }
  });

  test('is mounted as a folder, so that it is updated, with the others of its folder', () => {
    const key = { ...ca, key: 'tls.key', path: '/etc/tls/db/server.key' };
    const manifests = manifestsOf({ secretFiles: [ca, key], env: { CA: ca }, emptyDirs: {} });

    expect(manifests.container('Deployment/api', 'volumeMounts')).toEqual([mount]);
    expect(manifests.pod('Deployment/api', 'volumes.0.secret.items')).toEqual([
      { key: 'ca.crt', path: 'ca.crt' },
      { key: 'tls.key', path: 'server.key' },
    ]);
  });

  test('is where a container waits, if the check names it', () => {
    const stack = testStack();
    const migrate = new Task(stack, 'migrate', { image: 'api:1', env: { CA: ca }, doneCheck: 'done' });
    new WebService(stack, 'api', { image: 'api:1', port: 80, emptyDirs: {}, startsAfter: [migrate] });
    const manifests = Manifests.of(stack);

    expect(manifests.pod('Deployment/api', 'initContainers.0.volumeMounts')).toEqual([mount]);
    expect(manifests.pod('Deployment/api', 'volumes')).toEqual([volume]);
    expect(manifests.container('Deployment/api', 'volumeMounts')).toEqual([]);
  });

  test.each<[readonly SecretFile[], string]>([
    [
      [ca, { ...ca, secret: 'other' }],
      "'secretFiles' of 'api' must have a folder for each Secret, such as '/etc/other', got 'db-tls' and 'other' in '/etc/tls/db'",
    ],
    [
      [{ ...ca, path: 'ca.crt' }],
      "'secretFiles' of 'api' must name an absolute path below the root, without ':' and '..', such as '/run/secrets/app', got '.'",
    ],
    [[{ ...ca, path: '/ca.crt' }], "such as '/run/secrets/app', got '/'"],
    [[{ ...ca, path: '/tmp/ca.crt' }], "got '/tmp', which is in 'secretFiles' too"],
  ])('fails on %j', (secretFiles, message) => {
    expect(() => manifestsOf({ secretFiles })).toThrow(message);
  });
});
