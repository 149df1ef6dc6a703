import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Credentials, secretText, Volume, WebService, type WebServiceProps } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

type FilesOf = (db: Credentials, mail: Credentials) => NonNullable<WebServiceProps['files']>;

function manifestsOf(files: FilesOf, volumes: WebServiceProps['volumes'] = {}): Manifests {
  const stack = testStack();
  const db = new Credentials(stack, 'db', { random: ['password', 'token'] });
  const mail = new Credentials(stack, 'mail', { random: ['password'] });
  new WebService(stack, 'api', { image: 'api:1', port: 80, files: files(db, mail), volumes });
  return Manifests.of(stack);
}

test('Secrets whose names differ in a dot only have volumes of their own', () => {
  const manifests = manifestsOf(() => ({
    '/run/dot': { secret: 'db.eu', key: 'password' },
    '/run/dash': { secret: 'db-eu', key: 'password' },
  }));
  const volumes = manifests.pod('Deployment/api', 'volumes') as { name: string }[];

  expect(new Set(volumes.map(({ name }) => name)).size).toBe(volumes.length);
});

describe('a file with a key of a Secret', () => {
  const manifests = manifestsOf((db, mail) => ({
    '/run/secrets/db': db.key('password'),
    '/run/secrets/db-token': { content: db.key('token'), mode: 0o400 },
    '/run/secrets/mail': mail.key('password'),
    '/etc/app.conf': 'a = 1\n',
  }));

  test('is mounted from the Secret, readable by the process only', () => {
    expect(manifests.pod('Deployment/api', 'volumes')).toEqual([
      expect.objectContaining({ name: 'tmp' }),
      { name: 'files', configMap: { name: 'api-files' } },
      {
        name: 'files-db',
        secret: {
          secretName: 'db',
          defaultMode: 0o440,
          items: [
            { key: 'password', path: 'run_secrets_db' },
            { key: 'token', path: 'run_secrets_db-token', mode: 0o400 },
          ],
        },
      },
      {
        name: 'files-mail',
        secret: {
          secretName: 'mail',
          defaultMode: 0o440,
          items: [{ key: 'password', path: 'run_secrets_mail' }],
        },
      },
    ]);
    expect(manifests.container('Deployment/api', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'files-db', mountPath: '/run/secrets/db', subPath: 'run_secrets_db', readOnly: true },
      {
        name: 'files-db',
        mountPath: '/run/secrets/db-token',
        subPath: 'run_secrets_db-token',
        readOnly: true,
      },
      { name: 'files-mail', mountPath: '/run/secrets/mail', subPath: 'run_secrets_mail', readOnly: true },
      { name: 'files', mountPath: '/etc/app.conf', subPath: 'etc_app.conf', readOnly: true },
    ]);
  });

  test('has no value in any object but the Secret', () => {
    const others = manifests.all.filter(({ kind }) => kind !== 'Secret');

    expect(JSON.stringify(others)).not.toContain('value of ');
    expect(manifests.at('ConfigMap/api-files', 'data')).toEqual({ 'etc_app.conf': 'a = 1\n' });
  });

  test('needs no other file, and minds no volume of its name', () => {
    const alone = manifestsOf((db) => ({ '/a': db.key('token') }), { '/files-db': Volume.own() });

    expect(alone.names).not.toContain('ConfigMap/api-files');
    expect(alone.pod('Deployment/api', 'volumes.1.name')).toMatch(/^files-db-[0-9a-f]{8}$/);
  });
});

describe('a file with a secretText', () => {
  const manifests = manifestsOf((db) => ({
    '/etc/app/db.ini': secretText`[db]\nurl = "pg://app:${db.key('password')}@db/$(HOME)"\n`,
    '/etc/app/run.sh': { content: secretText`#!/bin/sh\nexec app ${db.key('token')}\n`, mode: 0o550 },
  }));

  test('is written into memory before the container starts, with the image of the workload', () => {
    expect(manifests.pod('Deployment/api', 'volumes.1')).toEqual({
      name: 'written-files',
      emptyDir: { medium: 'Memory', sizeLimit: '1Mi' },
    });
    expect(manifests.pod('Deployment/api', 'initContainers')).toMatchObject([
      {
        name: 'write-files',
        image: 'api:1',
        env: [
          { name: 'FILE_1_SECRET_1', valueFrom: { secretKeyRef: { name: 'db', key: 'password' } } },
          { name: 'FILE_1', value: '[db]\nurl = "pg://app:$(FILE_1_SECRET_1)@db/$$(HOME)"\n' },
          { name: 'FILE_2_SECRET_1', valueFrom: { secretKeyRef: { name: 'db', key: 'token' } } },
          { name: 'FILE_2', value: '#!/bin/sh\nexec app $(FILE_2_SECRET_1)\n' },
        ],
        volumeMounts: [{ name: 'written-files', mountPath: '/files' }],
      },
    ]);
    expect(manifests.container('Deployment/api', 'volumeMounts')).toContainEqual({
      ...{ name: 'written-files', mountPath: '/etc/app/db.ini', subPath: 'etc_app_db.ini', readOnly: true },
    });
  });

  test('arrives as written, with its mode, also when the container starts again', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-files-'));
    try {
      const script = String(manifests.pod('Deployment/api', 'initContainers.0.command.2'));
      const env = { PATH: process.env.PATH, FILE_1: 'a "b" $(c)\\n %s\n', FILE_2: '-n' };
      for (const [first, content] of [
        ['once', env.FILE_1],
        ['again', 'changed'],
      ] as const) {
        execFileSync('sh', ['-c', script.replaceAll('/files/', `${folder}/`)], {
          env: { ...env, FILE_1: content },
        });
        expect([first, readFileSync(join(folder, 'etc_app_db.ini'), 'utf8')]).toEqual([first, content]);
      }
      expect(readFileSync(join(folder, 'etc_app_run.sh'), 'utf8')).toBe('-n');
      expect(statSync(join(folder, 'etc_app_db.ini')).mode & 0o777).toBe(0o440);
      expect(statSync(join(folder, 'etc_app_run.sh')).mode & 0o777).toBe(0o550);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
