import fc from 'fast-check';
import type { Volume, VolumeMount } from 'kubernetes-types/core/v1';
import { Size, StatefulService, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

function sizes(paths: readonly string[]): Record<string, Size> {
  return Object.fromEntries(paths.map((path) => [path, Size.mebibytes(1)]));
}

/** The path of each volume of a store with those folders, files and a claim. */
function mountedIn(paths: readonly string[], files?: Record<string, string>): Record<string, string> {
  const stack = testStack();
  const emptyDirs = sizes(paths);
  new StatefulService(stack, 'db', { image: 'db:1', port: 80, dataPath: '/claim', emptyDirs, files });
  const manifests = Manifests.of(stack);
  const mounts = manifests.container('StatefulSet/db', 'volumeMounts') as VolumeMount[];
  const volumes = manifests.pod('StatefulSet/db', 'volumes') as Volume[];
  return Object.fromEntries(
    volumes.map(({ name }) => [name, mounts.find((mount) => mount.name === name)?.mountPath ?? '']),
  );
}

const hash = /-[0-9a-f]{8}$/;

describe('the volume of a folder', () => {
  test.each([
    ['/tmp', 'tmp'],
    ['/var/lib/pgadmin', 'var-lib-pgadmin'],
    ['/app/.next/cache', 'app-next-cache'],
    ['/Data', 'data-00000000'],
    ['/MixedCase', 'mixedcase'],
    ['/logs/', 'logs'],
  ])('%s is named %s', (path, name) => {
    const names = Object.keys(mountedIn([path]));

    expect(names.map((each) => each.replace(hash, '-<hash>'))).toEqual([name.replace(hash, '-<hash>')]);
  });

  test('has a hash in its name where another volume has the name', () => {
    const volumes = mountedIn(['/a/consume', '/a-consume', '/files', '/data'], { '/etc/db.conf': 'a' });

    expect(Object.entries(volumes).map(([name, path]) => `${name.replace(hash, '-<hash>')} ${path}`)).toEqual(
      [
        'a-consume /a/consume',
        'a-consume-<hash> /a-consume',
        'files-<hash> /files',
        'data-<hash> /data',
        'files /etc/db.conf',
      ],
    );
  });

  test('is a DNS label of its own, whatever the path', () => {
    const part = fc.oneof(
      fc.stringMatching(/^[A-Za-z0-9._-]{1,12}$/),
      fc.constantFrom('data', 'Data', 'files', 'ü', 'a'.repeat(70)),
    );
    const path = fc
      .array(part, { minLength: 1, maxLength: 6 })
      .map((parts) => `/${parts.filter((each) => !/^\.+$/.test(each)).join('/')}`)
      .filter((each) => each !== '/');
    fc.assert(
      fc.property(fc.uniqueArray(path, { maxLength: 8 }), (paths) => {
        const volumes = mountedIn(paths, { '/etc/a': 'a' });
        expect(Object.values(volumes).sort()).toEqual([...paths, '/etc/a'].sort());
        for (const name of Object.keys(volumes)) expect(name).toMatch(/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/);
      }),
    );
  });
});

describe('a folder', () => {
  test.each(['tmp', '/', '/a/../b', '//tmp', '/a:b', ''])('%j is refused', (path) => {
    expect(() => mountedIn([path])).toThrow(
      `'emptyDirs' of 'db' must name an absolute path below the root, without ':' and '..', such as '/var/cache/app', got '${path}'`,
    );
  });

  test.each([
    [['/claim'], undefined, "got '/claim', which is in 'dataPath' too"],
    [['/logs', '/logs/'], undefined, "got '/logs/', which is in 'emptyDirs' too"],
    [['/etc/db.conf'], { '/etc/db.conf': 'a' }, "got '/etc/db.conf', which is in 'files' too"],
  ])('at the path of another mount is refused: %j', (paths, files, message) => {
    expect(() => mountedIn(paths, files)).toThrow(
      `'emptyDirs' of 'db' must name a path where nothing else is mounted, such as '/var/cache/app', ${message}`,
    );
  });

  test('may hold a file', () => {
    expect(mountedIn(['/etc/db'], { '/etc/db/db.conf': 'a' })).toEqual({
      'etc-db': '/etc/db',
      files: '/etc/db/db.conf',
    });
  });
});

test('a path that is not absolute is refused of a claim, too', () => {
  const props = { image: 'db:1', port: 80, dataPath: 'data' };

  expect(() => new StatefulService(testStack(), 'db', props)).toThrow(
    "'dataPath' of 'db' must name an absolute path below the root, without ':' and '..', such as '/var/lib/app', got 'data'",
  );
  expect(() => new WebService(testStack(), 'web', { image: 'web:1', port: 80 })).not.toThrow();
});
