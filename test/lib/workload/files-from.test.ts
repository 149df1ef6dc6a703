import { once } from 'node:events';
import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { filesFrom, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

describe('filesFrom', () => {
  let folder: string;

  const write = (path: string, content: string | Uint8Array = path) => {
    mkdirSync(join(folder, path, '..'), { recursive: true });
    writeFileSync(join(folder, path), content);
  };

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-from-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  test('has the files of all subfolders by their paths in the container, sorted', () => {
    write('rules/b/deep.rules');
    write('a.conf');
    write('rules/a.rules');
    mkdirSync(join(folder, 'empty'));

    expect(Object.entries(filesFrom(folder, '/etc/sensor/'))).toEqual([
      ['/etc/sensor/a.conf', 'a.conf'],
      ['/etc/sensor/rules/a.rules', 'rules/a.rules'],
      ['/etc/sensor/rules/b/deep.rules', 'rules/b/deep.rules'],
    ]);
    expect(filesFrom(relative(process.cwd(), folder), '/etc/sensor')).toEqual(
      filesFrom(folder, '/etc/sensor'),
    );
  });

  test('has bytes of what is no text, and the mode of what can be executed', () => {
    const binary = [Buffer.from([0xff, 0xfe]), Buffer.from('a\0b'), Buffer.from('\uFFFD')];
    binary.forEach((content, index) => {
      write(`${index}.bin`, content);
    });
    write('bom.txt', '\uFEFFü\r\n');
    write('run.sh', '#!/bin/sh\n');
    chmodSync(join(folder, 'run.sh'), 0o744);

    expect(filesFrom(folder, '/')).toEqual({
      '/0.bin': binary[0],
      '/1.bin': binary[1],
      '/2.bin': binary[2],
      '/bom.txt': '\uFEFFü\r\n',
      '/run.sh': { content: '#!/bin/sh\n', mode: 0o755 },
    });
  });

  test('has hidden files, but not those of desktops and git', () => {
    for (const path of ['.htaccess', '.well-known/a', '.gitkeep', '.DS_Store', 'a/Thumbs.db', '.git/HEAD'])
      write(path);

    expect(Object.keys(filesFrom(folder, '/srv'))).toEqual([
      '/srv/.gitkeep',
      '/srv/.htaccess',
      '/srv/.well-known/a',
    ]);
  });

  test('has the content of a file of the folder for a link to it', () => {
    write('sites/available/shop');
    mkdirSync(join(folder, 'sites/enabled'));
    symlinkSync('../available/shop', join(folder, 'sites/enabled/shop'));

    expect(filesFrom(folder, '/etc')).toEqual({
      '/etc/sites/available/shop': 'sites/available/shop',
      '/etc/sites/enabled/shop': 'sites/available/shop',
    });
  });

  test.each([
    ['a file outside', '/etc/hostname'],
    ['nothing', 'none'],
    ['a folder', '.'],
  ])('refuses a link to %s', (_, target) => {
    write('a.conf');
    symlinkSync(target, join(folder, 'link'));

    expect(() => filesFrom(folder, '/etc')).toThrow(
      `'folder' of filesFrom() must have files, folders, and symbolic links to its files only, such as 'conf/app.conf', got '${join(folder, 'link')}'`,
    );
  });

  test('refuses what is neither a file nor a folder', async () => {
    const server = createServer().listen(join(folder, 'socket'));
    await once(server, 'listening');
    try {
      expect(() => filesFrom(folder, '/etc')).toThrow(`got '${join(folder, 'socket')}'`);
    } finally {
      server.close();
    }
  });

  test('refuses a folder that is not there, or empty, and a path that is not absolute', () => {
    expect(() => filesFrom(join(folder, 'none'), '/etc')).toThrow(
      `'folder' of filesFrom() must be a readable folder such as 'conf', got '${join(folder, 'none')}': ENOENT`,
    );
    expect(() => filesFrom(folder, '/etc')).toThrow(
      `'folder' of filesFrom() must have a file, such as 'conf/app.conf', got '${folder}'`,
    );
    expect(() => filesFrom(folder, 'etc')).toThrow(
      "'path' of filesFrom() must be an absolute path such as '/etc/app', got 'etc'",
    );
    expect(() => filesFrom(undefined as never, '/etc')).toThrow("'folder' of filesFrom() must be a string");
  });

  test('is taken by a workload, which names the file that is too large', () => {
    write('conf/a', 'a');
    write('large', new Uint8Array(1_000_000));
    const define = () => {
      const stack = testStack();
      new WebService(stack, 'web', { image: 'web:1', port: 80, files: filesFrom(folder, '/etc/web') });
      return Manifests.of(stack);
    };

    expect(define).toThrow(
      "'files' of 'web' must have at most 1000000 bytes together, got 1000001, of which '/etc/web/large' has 1000000",
    );
    rmSync(join(folder, 'large'));
    expect(define().at('ConfigMap/web-files', 'data')).toEqual({ etc_web_conf_a: 'a' });
  });
});
