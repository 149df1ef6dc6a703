import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  Credentials,
  type CredentialsProps,
  ExternalSecrets,
  LocalSecrets,
  SecretFormat,
  WebService,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testProd, testStack } from '../../support/stack';

const props: Required<Omit<CredentialsProps, 'existing'>> = {
  random: ['token'],
  values: { user: 'shop' },
  derive: ({ token = '', user = '' }) => ({ header: `Bearer ${user}.${token}` }),
};

describe('Credentials', () => {
  test('are a Secret with values of the store, where the environment has one', () => {
    const stack = testStack(testDev);
    new Credentials(stack, 'api-credentials', props);

    expect(Manifests.of(stack).at('Secret/api-credentials', 'stringData')).toEqual({
      token: 'value of shop/api-credentials/token',
      user: 'shop',
      header: 'Bearer shop.value of shop/api-credentials/token',
    });
  });

  test('are only referred to, where Secrets exist already', () => {
    const stack = testStack(testProd);
    const credentials = new Credentials(stack, 'api-credentials', props);

    expect(credentials.key('token')).toEqual({ secret: 'api-credentials', key: 'token' });
    expect(Manifests.of(stack).names).not.toContain('Secret/api-credentials');
  });

  test('are only referred to, where an existing Secret is named', () => {
    const stack = testStack(testDev);
    const all: Required<CredentialsProps> = { ...props, existing: 'cluster-app' };
    const credentials = new Credentials(stack, 'api-credentials', all);

    expect(credentials.key('token')).toEqual({ secret: 'cluster-app', key: 'token' });
    expect(Manifests.of(stack).names).not.toContain('Secret/api-credentials');
  });

  test('reach a container by reference, and roll its pods when a value changes', () => {
    const podHash = (value: string) => {
      const stack = testStack({ ...testDev, secrets: { value: () => value } });
      const credentials = new Credentials(stack, 'api-credentials', props);
      new WebService(stack, 'api', { image: 'api:1', port: 80, env: { TOKEN: credentials.key('token') } });
      const manifests = Manifests.of(stack);

      expect(manifests.container('Deployment/api', 'env')).toEqual([
        { name: 'TOKEN', valueFrom: { secretKeyRef: { name: 'api-credentials', key: 'token' } } },
      ]);
      return manifests.at('Deployment/api', 'spec.template.metadata.annotations');
    };

    expect(podHash('old')).toEqual(podHash('old'));
    expect(podHash('old')).not.toEqual(podHash('new'));
  });

  test('fail on an unknown key, and list the known ones', () => {
    const credentials = new Credentials(testStack(), 'api-credentials', props);

    expect(() => credentials.key('tokn')).toThrow(
      "Secret 'api-credentials' has no key 'tokn'; it has token, user, header",
    );
  });

  test('have random values in the format that a program wants', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'slipway-test-')), 'secrets.json');
    const valuesFor = (random: NonNullable<CredentialsProps['random']>) => {
      const stack = testStack({ ...testDev, secrets: new LocalSecrets(file) });
      const derive = ({ app = '' }) => ({ 'app-key': `base64:${app}` });
      new Credentials(stack, 'api', { random, derive });
      return Manifests.of(stack).at('Secret/api', 'stringData') as Record<string, string>;
    };
    const values = valuesFor({
      app: SecretFormat.base64(32),
      cookie: SecretFormat.hex(16),
      site: SecretFormat.alphanumeric(32),
      token: SecretFormat.base64url(24),
    });

    expect(values).toEqual({
      app: expect.stringMatching(/^[\w+/]{43}=$/) as string,
      'app-key': `base64:${values.app}`,
      cookie: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
      site: expect.stringMatching(/^[A-Za-z0-9]{32}$/) as string,
      token: expect.stringMatching(/^[\w-]{32}$/) as string,
    });
    // A server keeps the value of its first start, so that another format must not change it.
    expect(valuesFor({ app: SecretFormat.hex(64) }).app).toBe(values.app);
  });

  test('take given values from an external store, where the environment has one', () => {
    const stack = testStack({ ...testProd, secrets: new ExternalSecrets({ store: 'vault' }) });
    const credentials = new Credentials(stack, 'api', { values: { token: 'hunter2' } });
    const manifests = Manifests.of(stack);

    expect(credentials.key('token')).toEqual({ secret: 'api', key: 'token' });
    expect(manifests.at('ExternalSecret/api', 'spec.data')).toEqual([
      { secretKey: 'token', remoteRef: { key: 'shop/api', property: 'token' } },
    ]);
    expect(JSON.stringify(manifests.all)).not.toContain('hunter2');
  });

  test('show no given value where the Secret exists already', () => {
    const stack = testStack(testProd);
    new Credentials(stack, 'api', { values: { token: 'hunter2' } });

    expect(JSON.stringify(Manifests.of(stack).all)).not.toContain('hunter2');
  });

  test.each<[CredentialsProps, string]>([
    [{}, "Credentials 'api' needs 'random' or 'values', such as random: ['password']"],
    [
      { random: ['app key'] },
      "the keys of Credentials 'api' must have letters, digits, '-', '_' and '.' only, such as 'app-key', got 'app key'",
    ],
    [
      { random: ['token'], values: { token: 'a' } },
      "the keys of Credentials 'api' must be different, such as random: ['password'] and values: { token: '…' }, got 'token' twice",
    ],
  ])('fail on %j', (wrong, message) => {
    expect(() => new Credentials(testStack(), 'api', wrong)).toThrow(message);
  });

  test.each([0, 1.5, 1025])('fail on a format of %d bytes', (bytes) => {
    expect(() => SecretFormat.hex(bytes)).toThrow(
      `the size in SecretFormat.hex() must be a whole number from 1 to 1024 such as 32, got '${bytes}'`,
    );
  });
});
