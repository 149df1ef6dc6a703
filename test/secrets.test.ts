import { ExternalSecrets } from '../lib';
import project from '../slipway.config';
import { Manifests } from './support/manifests';
import { secretValues } from './support/secret-values';
import { testDev, testProd } from './support/stack';
import { manifestsOf } from './support/stacks';

const external = { ...testProd, secrets: new ExternalSecrets({ store: 'vault' }) };

describe.each(project.stacks)('%s in production', (stack) => {
  test('holds no secret value, where the Secrets exist', () => {
    expect(secretValues(manifestsOf(stack, testProd))).toEqual([]);
  });

  test('holds no secret value, where the Secrets are external', () => {
    expect(secretValues(manifestsOf(stack, external))).toEqual([]);
  });
});

test.each(project.stacks)('%s in dev has its values in Secrets, and nowhere else', (stack) => {
  const secrets = { value: (path: string) => `v4lue-of-${path.replaceAll('/', '-')}` };
  const holders = manifestsOf(stack, { ...testDev, secrets }).all.filter((object) =>
    JSON.stringify(object).includes('v4lue-of-'),
  );

  expect(holders.length).toBeGreaterThan(0);
  expect(holders.filter(({ kind }) => kind !== 'Secret')).toEqual([]);
});

describe('a planted secret value is found', () => {
  const planted = (data: Readonly<Record<string, unknown>>) =>
    secretValues(
      new Manifests([{ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web-files' }, data }]),
    );

  test.each([
    ['a URL with a password', 'app.conf', 'db = postgresql://shop:hunter2@db:5432/shop'],
    ['a private key', 'tls.pem', '-----BEGIN EC PRIVATE KEY-----\nMHcCAQEE'],
    ['a token of a known service', 'app.conf', 'aws AKIAIOSFODNN7EXAMPLE'],
    ['a setting with a secret', 'redis.conf', 'port 6379\nrequirepass h4nter2hunter2\n'],
    ['a setting with a secret', 'app.yaml', 'admin:\n  password: "s3cr3t-value"\n'],
    ['a field with a secret', 'password', 'h4nter2hunter2'],
  ])('as %s in %s', (what, field, text) => {
    expect(planted({ [field]: text })).toContain(`ConfigMap/web-files data.${field}: ${what}`);
  });

  test('as the value of a variable that is named like one', () => {
    const env = [{ name: 'API_TOKEN', value: 'h4nter2hunter2' }];

    expect(planted({ env })).toEqual(['ConfigMap/web-files data.env.0.value: a field with a secret']);
  });

  test('as a Secret', () => {
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'db-app' } };

    expect(secretValues(new Manifests([secret]))).toEqual(['Secret/db-app']);
  });

  test.each([
    ['a reference to a Secret', { password: '${DB_PASSWORD}' }],
    ['a shell variable', { 'start.sh': 'requirepass "$REDIS_PASSWORD"' }],
    ['the name of a key', { key: 'password' }],
  ])('but %s is none', (_, data) => {
    expect(planted(data)).toEqual([]);
  });
});
