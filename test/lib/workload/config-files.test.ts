import { WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

function manifestsOf(files: Record<string, string>): Manifests {
  const stack = testStack();
  new WebService(stack, 'api', { image: 'api:1', port: 80, files });
  return Manifests.of(stack);
}

describe('files', () => {
  test('are mounted one by one, read-only, so that their folder keeps its other files', () => {
    const manifests = manifestsOf({ '/etc/app/a.conf': 'a', '/etc/app/b.conf': 'b' });

    expect(manifests.at('ConfigMap/api-files', 'data')).toEqual({
      'etc_app_a.conf': 'a',
      'etc_app_b.conf': 'b',
    });
    expect(manifests.container('Deployment/api', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'files', mountPath: '/etc/app/a.conf', subPath: 'etc_app_a.conf', readOnly: true },
      { name: 'files', mountPath: '/etc/app/b.conf', subPath: 'etc_app_b.conf', readOnly: true },
    ]);
  });

  test('roll the pods when they change', () => {
    const hash = (text: string) =>
      manifestsOf({ '/a': text }).at('Deployment/api', 'spec.template.metadata.annotations');

    expect(hash('old')).toEqual(hash('old'));
    expect(hash('old')).not.toEqual(hash('new'));
  });

  test('fail when they are larger than a ConfigMap', () => {
    expect(() => manifestsOf({ '/a': 'x'.repeat(1_000_001) })).toThrow(
      "'files' of 'api' must have at most 1000000 bytes together, got 1000001; put large files into the image",
    );
  });

  test('fail when two paths would share a key', () => {
    expect(() => manifestsOf({ '/etc_app': 'a', '/etc/app': 'b' })).toThrow(
      "'files' of 'api' must have paths with different keys in a ConfigMap, got '/etc_app' and '/etc/app'; rename one",
    );
  });

  test.each(['etc/app.conf', '/etc/app/', '/', '/etc/app:conf', `/${'a'.repeat(254)}`])(
    'fail on the path %j',
    (path) => {
      expect(() => manifestsOf({ [path]: 'a' })).toThrow(
        "'files' of 'api' must name absolute paths of files, with at most 253 characters and no ':', such as '/etc/app/app.conf', got ",
      );
    },
  );

  test.each(['./app.conf', '../etc/app.conf', 'package.json', __filename])(
    'fail on the path %j in the place of a content',
    (path) => {
      expect(() => manifestsOf({ '/etc/app.conf': path })).toThrow(
        `'files' of 'api' must have the content of '/etc/app.conf', such as readFileSync('${path}', 'utf8'), got the path '${path}'`,
      );
    },
  );

  test.each(['shop.example.com', '/srv/none', 'include ./package.json', 'package.json\n', ''])(
    'may have the content %j',
    (content) => {
      expect(manifestsOf({ '/etc/app.conf': content }).at('ConfigMap/api-files', 'data')).toEqual({
        'etc_app.conf': content,
      });
    },
  );
});
