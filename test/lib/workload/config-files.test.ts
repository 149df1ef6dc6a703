import { secretText, WebService, type WebServiceProps } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

function manifestsOf(files: WebServiceProps['files']): Manifests {
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
    const files = { '/small': 'x', '/large': new Uint8Array(600_000), '/other': 'ü'.repeat(200_000) };

    expect(() => manifestsOf(files)).toThrow(
      "'files' of 'api' must have at most 1000000 bytes together, got 1000001, of which '/large' has 600000; put large files into the image, or on a Volume",
    );
    expect(() => manifestsOf({ ...files, '/small': '' })).not.toThrow();
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

  test('may be bytes, in base64', () => {
    const bytes = Buffer.from([0, 255, 10, 13]);
    const manifests = manifestsOf({ '/etc/trust.jks': bytes, '/etc/a': 'a' });

    expect(manifests.at('ConfigMap/api-files')).toMatchObject({
      data: { etc_a: 'a' },
      binaryData: { 'etc_trust.jks': bytes.toString('base64') },
    });
    expect(manifestsOf({ '/a': bytes }).at('ConfigMap/api-files')).not.toHaveProperty('data');
  });

  test('may have modes, without which a file is as it was', () => {
    const manifests = manifestsOf({
      '/hooks/10.sh': { content: '#!/bin/sh\n', mode: 0o755 },
      '/hooks/a.bin': { content: new Uint8Array([1]) },
      '/etc/a': 'a',
    });

    expect(manifests.pod('Deployment/api', 'volumes.1')).toEqual({
      name: 'files',
      configMap: {
        name: 'api-files',
        items: [
          { key: 'hooks_10.sh', path: 'hooks_10.sh', mode: 0o755 },
          { key: 'hooks_a.bin', path: 'hooks_a.bin' },
          { key: 'etc_a', path: 'etc_a' },
        ],
      },
    });
  });

  test('are no ConfigMap if there are none', () => {
    expect(manifestsOf({}).names).not.toContain('ConfigMap/api-files');
  });

  test.each<[string, NonNullable<WebServiceProps['files']>, NonNullable<WebServiceProps['files']>]>([
    ['bytes', { '/a': new Uint8Array([1]) }, { '/a': new Uint8Array([2]) }],
    ['mode', { '/a': { content: 'a' } }, { '/a': { content: 'a', mode: 0o755 } }],
    [
      'secret',
      { '/a': { secret: 'db', key: 'password', version: '1' } },
      { '/a': { secret: 'db', key: 'password', version: '2' } },
    ],
    [
      'text with a secret',
      { '/a': secretText`a=${{ secret: 'db', key: 'password', version: '1' }}` },
      { '/a': secretText`a=${{ secret: 'db', key: 'password', version: '2' }}` },
    ],
  ])('roll the pods when their %s changes', (_, before, after) => {
    const hash = (files: WebServiceProps['files']) =>
      manifestsOf(files).at('Deployment/api', 'spec.template.metadata.annotations');

    expect(hash(before)).toEqual(hash(before));
    expect(hash(before)).not.toEqual(hash(after));
  });

  test.each([0o1000, -1, 755, 1.5, NaN])('fail on the mode %d', (mode) => {
    expect(() => manifestsOf({ '/a': { content: '', mode } })).toThrow(
      `'files['/a'].mode' of 'api' must be a number from 0o000 to 0o777 such as 0o755, got ${mode}`,
    );
  });

  test('fail on a mode by which only root could execute them', () => {
    expect(() => manifestsOf({ '/a': { content: '', mode: 0o700 } })).toThrow(
      "'files['/a'].mode' of 'api' must let the group of the process execute the file, such as 0o755, got 0o700",
    );
    expect(() => manifestsOf({ '/a': { content: '', mode: 0o600 } })).not.toThrow();
  });

  test('fail on a private key, as text and as bytes', () => {
    const pem = '-----BEGIN EC PRIVATE KEY-----\nMHc\n';

    for (const content of [pem, Buffer.from(pem)]) {
      expect(() => manifestsOf({ '/etc/tls.key': content })).toThrow(
        "'files' of 'api' must have a key of a Secret for '/etc/tls.key', such as credentials.key('tls.key'), got a private key",
      );
    }
  });

  test('fail on a binary file that was read as text', () => {
    const text = Buffer.from([0x89, 0x50, 0xff]).toString('utf8');

    expect(() => manifestsOf({ '/logo.png': text })).toThrow(
      "'files' of 'api' must have bytes for the binary file '/logo.png', such as readFileSync('trust.jks') without 'utf8', got a text in which characters are lost",
    );
  });

  test.each([
    [null, "'files['/a']' of WebService 'api' must be a string"],
    [7, "'files['/a']' of WebService 'api' must be a string"],
    [{ content: 'a', mod: 1 }, "unknown prop 'files['/a'].mod' of WebService 'api': did you mean 'mode'?"],
    [{ content: 'a', mode: '755' }, "'files['/a'].mode' of WebService 'api' must be a number such as 0o755"],
  ])('fail on %j in the place of a content', (content, message) => {
    expect(() => manifestsOf({ '/a': content as never })).toThrow(message);
  });
});
