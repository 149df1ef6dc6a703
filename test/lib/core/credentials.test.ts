import { Credentials, type CredentialsProps, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testProd, testStack } from '../../support/stack';

const props: Required<Omit<CredentialsProps, 'existing'>> = {
  random: ['token'],
  derive: ({ token = '' }) => ({ header: `Bearer ${token}` }),
};

describe('Credentials', () => {
  test('are a Secret with values of the store, where the environment has one', () => {
    const stack = testStack(testDev);
    new Credentials(stack, 'api-credentials', props);

    expect(Manifests.of(stack).at('Secret/api-credentials', 'stringData')).toEqual({
      token: 'value of shop/api-credentials/token',
      header: 'Bearer value of shop/api-credentials/token',
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
      "Secret 'api-credentials' has no key 'tokn'; it has token, header",
    );
  });
});
