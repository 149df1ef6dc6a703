import { Testing } from 'cdk8s';
import { Construct } from 'constructs';
import { Credentials, Postgres, Size, Stack, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testProd, testStack } from '../../support/stack';

describe('Stack', () => {
  test('is a namespace of its own, in which Pod Security "restricted" is enforced', () => {
    const manifests = Manifests.of(testStack());

    expect(manifests.at('Namespace/shop', 'metadata')).toEqual({
      name: 'shop',
      labels: expect.objectContaining({ 'pod-security.kubernetes.io/enforce': 'restricted' }) as unknown,
    });
  });

  test('denies all traffic, in and out, that no workload asks for', () => {
    expect(Manifests.of(testStack()).at('NetworkPolicy/deny-all', 'spec')).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  test('has no quota where the environment has none', () => {
    expect(Manifests.of(testStack(testDev)).names).toEqual(['Namespace/shop', 'NetworkPolicy/deny-all']);
  });

  test('limits what the stack may take where the environment has a quota', () => {
    const manifests = Manifests.of(testStack(testProd));

    expect(manifests.at('ResourceQuota/stack', 'spec.hard')).toEqual({
      'requests.cpu': '16',
      'requests.memory': '32Gi',
      'limits.memory': '64Gi',
      'requests.storage': '200Gi',
      pods: 60,
    });
    expect(manifests.at('LimitRange/stack', 'spec.limits.0.type')).toBe('Container');
  });

  test('names objects by their ids alone, so that moving a construct renames nothing', () => {
    const stack = testStack();
    new WebService(stack, 'web', { image: 'web:1', port: 80 });

    expect(Manifests.of(stack).names).toEqual([
      'Deployment/web',
      'Namespace/shop',
      'NetworkPolicy/deny-all',
      'NetworkPolicy/web',
      'PodDisruptionBudget/web',
      'Service/web',
    ]);
  });

  test.each(['Shop', 'my_shop', '1shop', ''])('fails on the id %j, and shows a good one', (id) => {
    expect(() => new Stack(Testing.app(), id, { environment: testDev })).toThrow(
      `the id of a Stack must be a lower-case DNS label of at most 63 characters such as 'web-api', got '${id}'`,
    );
  });

  test('fails at synthesis when two objects share kind and name', () => {
    const app = Testing.app();
    const stack = new Stack(app, 'shop', { environment: testDev });
    new WebService(stack, 'web', { image: 'web:1', port: 80 });
    new WebService(new Construct(stack, 'nested'), 'web', { image: 'web:1', port: 80 });

    expect(() => {
      app.synth();
    }).toThrow(
      "Service/web is defined twice, by WebService 'shop/web' and by WebService 'shop/nested/web': give one another id, such as 'web-2'",
    );
  });

  test('names the constructs when one of them defines the object beside its own', () => {
    const stack = testStack();
    new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    new Credentials(stack, 'db-app', { random: ['password'] });

    expect(() => Manifests.of(stack)).toThrow(
      "Secret/db-app is defined twice, by Postgres 'shop/db' and by Credentials 'shop/db-app': give one another id, such as 'db-app-2'",
    );
  });

  test.each(['namespace', 'quota', 'limits'])('may have a workload with the id %s', (id) => {
    const stack = testStack(testProd);
    new WebService(stack, id, { image: 'web:1', port: 80 });

    expect(Manifests.of(stack).names).toContain(`Service/${id}`);
  });

  test('has the only NetworkPolicy with the name deny-all', () => {
    expect(() => new WebService(testStack(), 'deny-all', { image: 'web:1', port: 80 })).toThrow(
      "the id of a workload must be another than that of the NetworkPolicy of the stack, such as 'deny-all-app', got 'deny-all'",
    );
  });

  test('is found from any construct in it, and fails outside of one', () => {
    const stack = testStack();
    const chart = Testing.chart();

    expect(Stack.of(new WebService(stack, 'web', { image: 'web:1', port: 80 }))).toBe(stack);
    expect(() => new WebService(chart, 'web', { image: 'web:1', port: 80 })).toThrow(
      "must be created inside a Stack, got the Chart 'test'",
    );
  });

  test('takes an environment made from another', () => {
    const stack = testStack({ ...testDev, replicas: 5, storage: Size.gibibytes(3) });
    new WebService(stack, 'web', { image: 'web:1', port: 80 });

    expect(Manifests.of(stack).at('Deployment/web', 'spec.replicas')).toBe(5);
  });
});
