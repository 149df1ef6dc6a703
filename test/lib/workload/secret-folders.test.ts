import { type SecretFile, secretText, Task, Volume, WebService, type WebServiceProps } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

const ca: SecretFile = { secret: 'db-tls', key: 'ca.crt', path: '/etc/tls/db/ca.crt' };
const uri = { secret: 'db-app', key: 'uri', file: ca };
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
    for (const env of [{ URL: uri }, { URL: secretText`${uri}&application_name=api` }]) {
      expect(manifestsOf({ env, emptyDirs: {} }).pod('Deployment/api', 'volumes')).toEqual([volume]);
    }
  });

  test('comes with such a reference in a file, too', () => {
    for (const content of [uri, secretText`url = ${uri}`, { content: uri, mode: 0o400 }]) {
      const manifests = manifestsOf({ files: { '/etc/app/url': content } });

      expect(manifests.pod('Deployment/api', 'volumes')).toContainEqual(volume);
      expect(manifests.container('Deployment/api', 'volumeMounts')).toContainEqual(mount);
    }
  });

  test('is the content of another path in `files`, which hides no other file of its folder', () => {
    const manifests = manifestsOf({ files: { '/etc/ssl/certs/db.crt': ca }, emptyDirs: {} });

    expect(manifests.pod('Deployment/api', 'volumes')).toEqual([
      {
        name: 'files-db-tls',
        secret: {
          secretName: 'db-tls',
          defaultMode: 0o440,
          items: [{ key: 'ca.crt', path: 'etc_ssl_certs_db.crt' }],
        },
      },
    ]);
    expect(manifests.container('Deployment/api', 'volumeMounts')).toEqual([
      {
        name: 'files-db-tls',
        mountPath: '/etc/ssl/certs/db.crt',
        subPath: 'etc_ssl_certs_db.crt',
        readOnly: true,
      },
    ]);
  });

  test('is mounted as a folder, so that it is updated, with the others of its folder', () => {
    const key = { ...ca, key: 'tls.key', path: '/etc/tls/db/server.key' };
    const manifests = manifestsOf({ env: { CA: ca, KEY: key, SAME: ca }, emptyDirs: {} });

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

  test('minds no volume with the name of its folder, nor the volume of a Secret', () => {
    const manifests = manifestsOf({
      env: { A: ca, B: { ...ca, path: '/etc/tls-db/ca.crt' }, C: { ...ca, path: '/files/db/ca.crt' } },
      files: {
        '/run/secrets/a': { secret: 'db', key: 'password' },
        '/run/secrets/b': { secret: 'db.eu', key: 'password' },
        '/run/secrets/c': { secret: 'db-eu', key: 'password' },
      },
      volumes: { '/etc-tls-db': Volume.own() },
      emptyDirs: {},
    });
    const volumes = manifests.pod('Deployment/api', 'volumes') as { name: string }[];
    const names = volumes.map(({ name }) => name);

    expect(names).toHaveLength(7);
    expect(new Set(names).size).toBe(7);
  });

  test.each<[WebServiceProps['env'], string]>([
    [
      { A: ca, B: { ...ca, secret: 'other' } },
      "'env' of 'api' must name files of one Secret in each folder, such as '/etc/other', got 'db-tls' and 'other' in '/etc/tls/db'",
    ],
    [
      { A: { ...ca, path: 'ca.crt' } },
      "'env' of 'api' must name an absolute path below the root, without ':' and '..', such as '/run/secrets/app', got '.'",
    ],
    [{ A: { ...ca, path: '/ca.crt' } }, "such as '/run/secrets/app', got '/'"],
    [{ A: { ...ca, path: '/tmp/ca.crt' } }, "got '/tmp', which is in 'env' too"],
  ])('fails on %j', (env, message) => {
    expect(() => manifestsOf({ env })).toThrow(message);
  });
});
