import { execFileSync, spawnSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Volume, WebService } from '../../../lib';
import { fillScript } from '../../../lib/workload/fill';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

describe('the container that fills a volume', () => {
  test('has the image of the workload, and the same folder of the volume at another path', () => {
    const stack = testStack();
    const assets = new Volume(stack, 'assets');
    const volumes = { '/app/static': assets.mount({ subPath: 'v1', fill: true, readOnly: true }) };
    new WebService(stack, 'web', { image: 'web:1', port: 80, volumes });
    const manifests = Manifests.of(stack);

    expect(manifests.pod('Deployment/web', 'initContainers')).toMatchObject([
      {
        name: 'fill-app-static',
        image: 'web:1',
        command: ['sh', '-c', expect.stringContaining("cd '/app/static'\n")],
        volumeMounts: [{ name: 'assets', mountPath: '/fill', subPath: 'data/v1' }],
        securityContext: { readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
      },
    ]);
    expect(manifests.container('Deployment/web', 'volumeMounts')).toContainEqual({
      name: 'assets',
      mountPath: '/app/static',
      subPath: 'data/v1',
      readOnly: true,
    });
  });

  test('is one for each path, with a name of its own', () => {
    const stack = testStack();
    const assets = new Volume(stack, 'assets');
    const paths = ['/a/b', '/a-b', `/${'long'.repeat(20)}`];
    const volumes = Object.fromEntries(paths.map((path) => [path, assets.mount({ fill: true })]));
    new WebService(stack, 'web', { image: 'web:1', port: 80, volumes });
    const containers = Manifests.of(stack).pod('Deployment/web', 'initContainers') as { name: string }[];

    expect(new Set(containers.map(({ name }) => name)).size).toBe(3);
    for (const { name } of containers) expect(name).toMatch(/^fill-[-a-z0-9]{1,58}$/);
  });

  test('is in one workload only', () => {
    const stack = testStack();
    const volumes = { '/static': new Volume(stack, 'assets').mount({ fill: true }) };
    new WebService(stack, 'web', { image: 'web:1', port: 80, volumes });

    expect(() => new WebService(stack, 'api', { image: 'api:1', port: 80, volumes })).toThrow(
      "'fill' of the volume 'assets' must be set by one workload, such as 'web', got 'api' too",
    );
  });
});

describe('the script', () => {
  let folder: string;
  let from: string;
  let to: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'slipway-fill-'));
    from = join(folder, "the image's files");
    to = join(folder, 'volume');
    mkdirSync(join(from, '.well-known/deep'), { recursive: true });
    mkdirSync(to);
    writeFileSync(join(from, 'index.html'), 'hello');
    writeFileSync(join(from, '-n'), 'a name like an option');
    writeFileSync(join(from, '.well-known/deep/a b'), Buffer.from([0, 255, 10]));
    writeFileSync(join(from, 'start.sh'), '#!/bin/sh\n');
    chmodSync(join(from, 'start.sh'), 0o750);
    utimesSync(join(from, 'start.sh'), 1_000, 1_000);
    symlinkSync('index.html', join(from, 'link'));
    symlinkSync('/nowhere', join(from, '.broken'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  const fill = () => execFileSync('sh', ['-c', fillScript(from, to)], { encoding: 'utf8' });
  const files = () => readdirSync(to).sort();
  const all = ['-n', '.broken', '.filled-from-image', '.well-known', 'index.html', 'link', 'start.sh'];

  test('copies files of every kind and name, with their modes and times', () => {
    fill();

    expect(files()).toEqual(all);
    expect(readFileSync(join(to, '.well-known/deep/a b'))).toEqual(Buffer.from([0, 255, 10]));
    expect(statSync(join(to, 'start.sh')).mode & 0o777).toBe(0o750);
    expect(statSync(join(to, 'start.sh')).mtimeMs).toBe(1_000_000);
    expect([readlinkSync(join(to, 'link')), readlinkSync(join(to, '.broken'))]).toEqual([
      'index.html',
      '/nowhere',
    ]);
  });

  test('copies once: what was changed or deleted stays so', () => {
    fill();
    writeFileSync(join(to, 'index.html'), 'changed');
    rmSync(join(to, 'link'));
    fill();

    expect(readFileSync(join(to, 'index.html'), 'utf8')).toBe('changed');
    expect(files()).toEqual(all.filter((name) => name !== 'link'));
  });

  test.each(['index.html', '.hidden', '..odd'])('copies nothing to a volume that has %s', (name) => {
    writeFileSync(join(to, name), 'mine');

    expect(fill()).toBe(`not filled: it has ${to}/${name}\n`);
    expect(files()).toEqual([name]);
    expect(readFileSync(join(to, name), 'utf8')).toBe('mine');
  });

  test('completes a copy that was interrupted', () => {
    writeFileSync(join(to, '.filling-from-image'), '');
    writeFileSync(join(to, 'index.html'), 'hel');
    chmodSync(join(to, 'index.html'), 0o444);
    fill();

    expect(readFileSync(join(to, 'index.html'), 'utf8')).toBe('hello');
    expect(files()).toEqual(all);
  });

  test('of an empty folder copies nothing, and is done', () => {
    rmSync(from, { recursive: true });
    mkdirSync(from);
    fill();

    expect(files()).toEqual(['.filled-from-image']);
  });

  test('fails where the image has no such folder, and where a file cannot be copied', () => {
    const exit = (script: string) => spawnSync('sh', ['-c', script], { encoding: 'utf8' });
    expect(exit(fillScript(join(folder, 'none'), to))).toMatchObject({
      status: expect.not.stringMatching('0') as unknown,
      stderr: expect.stringMatching(/none/) as unknown,
    });

    mkdirSync(join(to, 'start.sh'));
    writeFileSync(join(to, '.filling-from-image'), '');
    expect(exit(fillScript(from, to)).status).not.toBe(0);
    expect(existsSync(join(to, '.filled-from-image'))).toBe(false);
  });
});
