import { Credentials, type Environment, ExternalSecrets, type ExternalSecretsProps } from '../../../lib';
import project from '../../../slipway.config';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { get, walk } from '../../support/path';
import { testProd, testStack } from '../../support/stack';
import { manifestsOf } from '../../support/stacks';

const withStore: Environment = { ...testProd, secrets: new ExternalSecrets({ store: 'vault' }) };

function defined(derive: (random: Readonly<Record<string, string>>) => Record<string, string>): Manifests {
  const stack = testStack(withStore);
  new Credentials(stack, 'db-app', { random: ['password'], derive });
  return Manifests.of(stack);
}

describe('ExternalSecrets', () => {
  test('define an ExternalSecret, which reads values from the store and computes the other keys', () => {
    const manifests = defined(({ password = '' }) => ({
      username: 'shop',
      uri: `postgresql://shop:${encodeURIComponent(password)}@db:5432/shop`,
      line: `db:5432:shop:${password}`,
    }));

    expect(manifests.at('ExternalSecret/db-app', 'spec')).toEqual({
      secretStoreRef: { kind: 'ClusterSecretStore', name: 'vault' },
      refreshInterval: '1h',
      data: [{ secretKey: 'password', remoteRef: { key: 'shop/db-app', property: 'password' } }],
      target: {
        name: 'db-app',
        creationPolicy: 'Owner',
        deletionPolicy: 'Retain',
        template: {
          data: {
            password: '{{ index . "password" }}',
            username: 'shop',
            uri: 'postgresql://shop:{{ index . "password" | urlquery | replace "+" "%20" }}@db:5432/shop',
            line: 'db:5432:shop:{{ index . "password" }}',
          },
        },
      },
    });
  });

  test('take another kind of store, and other names in it', () => {
    const props: Required<ExternalSecretsProps> = {
      store: 'aws',
      storeKind: 'SecretStore',
      name: (namespace, secret) => `prod-${namespace}-${secret}`,
    };
    const stack = testStack({ ...testProd, secrets: new ExternalSecrets(props) });
    new Credentials(stack, 'api', { random: ['token'] });

    const spec = Manifests.of(stack).at('ExternalSecret/api', 'spec');
    expect(get(spec, 'secretStoreRef')).toEqual({ kind: 'SecretStore', name: 'aws' });
    expect(get(spec, 'data.0.remoteRef.key')).toBe('prod-shop-api');
  });

  // Go's text/template with sprig 3.3, which the operator uses, has made the right values of these.
  test.each([
    ['in a text', () => '{{ .Name }}', '{{ "{{" }} .Name }}'],
    ['before a value', (password: string) => `{${password}}`, '{{ "{" }}{{ index . "password" }}}'],
    [
      'before a value in a URL',
      (password: string) => `{${encodeURIComponent(password)}}`,
      '{{ "{" }}{{ index . "password" | urlquery | replace "+" "%20" }}}',
    ],
    [
      'in JSON',
      (password: string) => `{"a":{"b":"${password}"}}`,
      '{{ "{" }}"a":{{ "{" }}"b":"{{ index . "password" }}"}}',
    ],
  ])('take braces %s for text', (_, derived, template) => {
    const manifests = defined(({ password = '' }) => ({ made: derived(password) }));

    expect(manifests.at('ExternalSecret/db-app', 'spec.target.template.data.made')).toBe(template);
  });

  test('fail where no template can make a derived value, and name it', () => {
    const basic = ({ password = '' }) => ({ basic: Buffer.from(password).toString('base64') });

    expect(() => defined(basic)).toThrow(
      "'derive' of 'db-app' must insert values unchanged or by encodeURIComponent, where an ExternalSecret is defined, got another change in the key 'basic'",
    );
  });

  test('fail on a key that the Secret will not have', () => {
    const credentials = new Credentials(testStack(withStore), 'api', { random: ['token'] });

    expect(credentials.key('token')).toEqual({ secret: 'api', key: 'token' });
    expect(() => credentials.key('tokn')).toThrow("Secret 'api' has no key 'tokn'; it has token");
  });
});

describe.each(project.stacks)('%s with ExternalSecrets', (name) => {
  const manifests = manifestsOf(name, withStore);

  test('matches the definitions of Kubernetes and of the operator', () => {
    const schema = new KubernetesSchema();

    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });

  test('has an ExternalSecret with every key that a container refers to, but those of a PostgresCluster and of the bucket of backups', () => {
    const made = manifests.all
      .filter(({ kind }) => kind === 'ExternalSecret')
      .flatMap(({ metadata, spec }) =>
        Object.keys(get(spec, 'target.template.data') as object).map((key) => `${metadata.name} ${key}`),
      );
    const operators = manifests.all
      .filter(({ kind }) => kind === 'Cluster')
      .map(({ metadata }) => `${metadata.name}-app `);
    // The environment names them: docs/security.md says how they come into a namespace.
    const ofBucket = ['backup-target ', 'backup-recipients ', 'backup-identities '];
    const referred = manifests.all.flatMap((manifest) =>
      [...walk(manifest)]
        .filter(({ path }) => path.endsWith('.secretKeyRef'))
        .map(({ value }) => `${String(get(value, 'name'))} ${String(get(value, 'key'))}`),
    );

    expect(referred).not.toEqual([]);
    expect(
      referred.filter(
        (key) => !made.includes(key) && ![...operators, ...ofBucket].some((secret) => key.startsWith(secret)),
      ),
    ).toEqual([]);
  });
});
