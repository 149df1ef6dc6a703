import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  backupLogPrefix,
  caCertificate,
  clusterPodLabels,
  formatSecretPath,
  imageLockFile,
  isManaged,
  localSecretsFile,
  parseSecretPath,
  redirectsToHttps,
  stackLabels,
  stackPodSelector,
  stackSelector,
  waitContainerName,
  waitedForBy,
  withoutRedirect,
} from '../../lib/contract';
import { strayLiterals } from '../support/contract-literals';
import { sourcesOf } from '../support/source-files';

const root = join(__dirname, '../..');

function text(file: string): string {
  return readFileSync(join(root, file), 'utf8');
}

describe('the contract', () => {
  test('is the only place that writes its names', () => {
    expect(strayLiterals(sourcesOf('lib', 'engine', 'cli'))).toEqual([]);
  });

  test.each([
    `const labels = { 'app.kubernetes.io/managed-by': manager };`,
    `const labels = { 'app.kubernetes.io/name': name };`,
    `const annotation = 'slipway.dev/paused-replicas';`,
    `const peer = { matchLabels: { 'kubernetes.io/metadata.name': namespace } };`,
    `const dns = { 'k8s-app': 'kube-dns' };`,
    `const labels = { 'cnpg.io/cluster': id };`,
    'const args = [`--field-manager=slipway`];',
    `const own = fields.filter(({ manager }) => manager === 'slipway');`,
    `const annotations = { 'nginx.org/ssl-redirect': 'false' };`,
    'const container = `wait-for-${name}`;',
    `const namespace = 'nginx-ingress';`,
    `const spec = { ingressClassName: 'nginx' };`,
    `const selector = 'ingress-ready=true';`,
    `const file = join(folder, '.slipway/secrets.json');`,
    `const lock = 'images.lock.json';`,
    'const subject = `slipway local CA for ${domain}`;',
    `const complaint = 'backup: ';`,
    'const path = `${stack}/${secret}/password`;',
    'const path = `${namespace}/${id}/${key}`;',
  ])('planted elsewhere, %s is found', (line) => {
    expect(strayLiterals({ 'engine/deploy/apply.ts': `${line}\n` })).toHaveLength(1);
    expect(strayLiterals({ 'lib/contract.ts': `${line}\n` })).toEqual([]);
  });

  test('a comment may name them', () => {
    expect(strayLiterals({ 'lib/core/stack.ts': '/** Kept in `.slipway/`. */\n' })).toEqual([]);
  });

  test('writes the names that clusters and working copies have', () => {
    expect(stackLabels('shop')).toEqual({
      'app.kubernetes.io/managed-by': 'slipway',
      'app.kubernetes.io/part-of': 'shop',
    });
    expect(stackSelector('shop')).toBe('app.kubernetes.io/managed-by=slipway,app.kubernetes.io/part-of=shop');
    expect(stackPodSelector('shop')).toBe('app.kubernetes.io/part-of=shop');
    expect(clusterPodLabels('db')).toEqual({
      'cnpg.io/cluster': 'db',
      'app.kubernetes.io/component': 'database',
    });
    expect([localSecretsFile, caCertificate, imageLockFile]).toEqual([
      '.slipway/secrets.json',
      '.slipway/ca.crt',
      'images.lock.json',
    ]);
  });

  test('finds the objects of slipway by their label', () => {
    expect(isManaged({ labels: stackLabels('shop') })).toBe(true);
    expect(isManaged({ labels: { 'app.kubernetes.io/managed-by': 'Helm' } })).toBe(false);
    expect(isManaged({})).toBe(false);
  });

  test('reads back which workload a container waits for', () => {
    expect(waitContainerName('db')).toBe('wait-for-db');
    expect(waitedForBy(waitContainerName('wait-for-db'))).toBe('wait-for-db');
    expect(waitedForBy('db')).toBeUndefined();
  });

  test('reads back whether a host is redirected to HTTPS', () => {
    expect(redirectsToHttps()).toBe(true);
    expect(redirectsToHttps(withoutRedirect)).toBe(false);
  });

  test('reads back the path of a secret', () => {
    const path = { stack: 'shop', secret: 'postgres-app', key: 'password' };
    expect(formatSecretPath(path)).toBe('shop/postgres-app/password');
    expect(parseSecretPath(formatSecretPath(path))).toEqual(path);
  });

  test.each(['', 'shop/password', 'shop/postgres-app/password/old'])('fails on the path %j', (path) => {
    expect(() => parseSecretPath(path)).toThrow(
      `a path of a secret must have three parts such as 'shop/postgres-app/password', got '${path}'`,
    );
  });
});

test.each(['tcp', 'pods', 'job', 'succeeded'])(
  'the program of images/wait has the subcommand %s',
  (command) => {
    expect(text('images/wait/main.go')).toContain(`args[0] == "${command}"`);
  },
);

describe('the program of images/backup', () => {
  test('begins its error message with the prefix that the engine looks for', () => {
    expect(
      `${/Fprintln\(os\.Stderr, "([^"]*)", err\)/.exec(text('images/backup/main.go'))?.[1] ?? ''} `,
    ).toBe(backupLogPrefix);
  });

  test('reads the variables that Backups set', () => {
    const variables = (source: string): string[] => [...new Set(source.match(/\bBACKUP_[A-Z0-9_]+/g))].sort();
    const set = variables(Object.values(sourcesOf('lib/backup')).join('\n'));

    expect(set).toContain('BACKUP_STORE');
    const program = ['config', 'archive'].map((file) => text(`images/backup/internal/config/${file}.go`));
    expect(variables(program.join('\n'))).toEqual(set);
  });

  test.each(['install', 'save', 'restore', 'list'])('has the subcommand %s that Backups run', (command) => {
    expect(text('images/backup/main.go')).toContain(`args[0] == "${command}"`);
  });
});
