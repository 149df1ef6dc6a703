import fc from 'fast-check';
import { type EnvValue, Redis, secretText, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testStack } from '../../support/stack';

function envOf(env: Record<string, EnvValue>): unknown {
  const stack = testStack();
  new WebService(stack, 'api', { image: 'api:1', port: 80, env });
  return Manifests.of(stack).container('Deployment/api', 'env');
}

describe('env', () => {
  test('takes strings, numbers and booleans', () => {
    expect(envOf({ LEVEL: 'debug', THREADS: 4, CACHE: true })).toEqual([
      { name: 'LEVEL', value: 'debug' },
      { name: 'THREADS', value: '4' },
      { name: 'CACHE', value: 'true' },
    ]);
  });

  test('passes $(NAME) on as it is, which Kubernetes would expand', () => {
    expect(envOf({ GREETING: 'hello $(USER)' })).toEqual([{ name: 'GREETING', value: 'hello $$(USER)' }]);
  });

  test.each([
    ['DB_PASSWORD', 'hunter2'],
    ['APP_KEY', 12345],
    ['REDIS', 'redis://:hunter2@redis:6379/0'],
  ])('fails when %s is a literal', (name, value) => {
    expect(() => envOf({ [name]: value })).toThrow(
      `'env.${name}' of 'api' must refer to a Secret, such as db.secret('password') or credentials.key('token'), got a literal`,
    );
  });

  test.each([
    ['DB_PASSWORD_FILE', '/run/secrets/db'],
    ['EMPTY_PASSWORD', ''],
    ['ALLOW_EMPTY_PASSWORD', true],
  ])('lets %s be the literal %j', (name, value) => {
    expect(envOf({ [name]: value })).toEqual([{ name, value: String(value) }]);
  });

  test('lets a text be what only looks like a secret', () => {
    expect(envOf({ LOOKUP_KEY: secretText`tenant` })).toEqual([{ name: 'LOOKUP_KEY', value: 'tenant' }]);
  });

  test.each(['', 'LOG LEVEL', 'A=B', 'A(B)'])('fails on a variable with the name %j', (name) => {
    expect(() => envOf({ [name]: 'x' })).toThrow(
      `'env' of 'api' must name variables without spaces, parentheses and '=', such as 'LOG_LEVEL', got '${name}'`,
    );
  });

  test('fails on a variable that a text with secrets defines, too', () => {
    const text = secretText`redis://:${{ secret: 'cache', key: 'password' }}@cache`;

    expect(() => envOf({ URL: text, URL_SECRET_1: 'mine' })).toThrow(
      "'env.URL_SECRET_1' of 'api' must have a name that no secretText uses, such as 'URL_SECRET_1_2', got the name of one of its secrets",
    );
  });

  test('puts values from Secrets into a text without showing them', () => {
    const password = { secret: 'cache', key: 'password' };

    expect(envOf({ URL: secretText`redis://:${password}@cache:6379/$(DB)` })).toEqual([
      { name: 'URL_SECRET_1', valueFrom: { secretKeyRef: { name: 'cache', key: 'password' } } },
      { name: 'URL', value: 'redis://:$(URL_SECRET_1)@cache:6379/$$(DB)' },
    ]);
  });

  test('a new value of a secret in a text rolls the pods', () => {
    const hashWith = (value: string) => {
      const stack = testStack({ ...testDev, secrets: { value: () => value } });
      const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5-alpine' });
      const env = { URL: secretText`redis://:${cache.secret('password')}@cache:6379` };
      new WebService(stack, 'api', { image: 'api:1', port: 80, env });
      return Manifests.of(stack).at('Deployment/api', 'spec.template.metadata.annotations');
    };

    expect(hashWith('one')).toHaveProperty(['slipway.dev/config-hash']);
    expect(hashWith('one')).not.toEqual(hashWith('two'));
  });

  test('never shows the value of a literal secret in the message', () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[A-Z0-9]{12,}$/), (value) => {
        try {
          envOf({ DB_PASSWORD: value });
        } catch (error) {
          return !(error as Error).message.includes(value);
        }
        return false;
      }),
      { numRuns: 20 },
    );
  });
});
