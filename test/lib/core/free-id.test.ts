import { Testing } from 'cdk8s';
import { Construct } from 'constructs';
import * as slipway from '../../../lib';
import { testStack } from '../../support/stack';

type Any = new (scope: unknown, id: unknown, props: unknown) => Construct;

const constructs = Object.entries<unknown>({ ...slipway }).flatMap(([name, value]) =>
  isConstruct(value) && name !== 'Connections' ? [[name, value] as const] : [],
);

function isConstruct(value: unknown): value is Any {
  return typeof value === 'function' && (value.prototype as unknown) instanceof Construct;
}

describe('every public construct', () => {
  test('is found: there are at least twenty-two', () => {
    expect(constructs.length).toBeGreaterThanOrEqual(22);
  });

  test.each(constructs)('%s names the construct that has its id already', (name, type) => {
    const stack = testStack();
    new slipway.WebService(stack, 'n8n', { image: 'n8n:1', port: 80 });

    expect(() => new type(stack, 'n8n', {})).toThrow(
      `the id of ${name} 'n8n' must be one that no other construct of 'shop' has, such as 'n8n-`,
    );
    expect(() => new type(stack, 'n8n', {})).toThrow("', got that of WebService 'n8n'");
  });

  test.each(constructs)('%s needs a scope and an id', (name, type) => {
    expect(() => new type(undefined, 'n8n', {})).toThrow(
      `a ${name} must have a scope and an id, such as new ${name}(this, 'web', { … }), got undefined and the string 'n8n'`,
    );
    expect(() => new type(testStack(), { image: 'n8n:1' }, undefined)).toThrow(
      `got the Stack 'shop' and an object with 'image'`,
    );
  });
});

test('a stack of an App has an id of its own, too', () => {
  const app = Testing.app();
  const environment = slipway.prod('example.com');
  new slipway.Stack(app, 'shop', { environment });

  expect(() => new slipway.Stack(app, 'shop', { environment })).toThrow(
    "the id of Stack 'shop' must be one that no other construct of the App has, such as 'shop-stack', got that of Stack 'shop'",
  );
});

test('Credentials of a service are told how they could be called', () => {
  const stack = testStack();
  new slipway.WebService(stack, 'n8n', { image: 'n8n:1', port: 80 });

  expect(() => new slipway.Credentials(stack, 'n8n', { random: ['token'] })).toThrow(
    "the id of Credentials 'n8n' must be one that no other construct of 'shop' has, such as 'n8n-credentials', got that of WebService 'n8n'",
  );
});
