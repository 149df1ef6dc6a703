import { Cpu, type Environment, type Resources, resources, Size, WebService } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testDev, testStack } from '../../support/stack';

function resourcesOf(resources?: Resources, environment?: Environment): unknown {
  const stack = testStack(environment);
  new WebService(stack, 'api', { image: 'api:1', port: 80, ...(resources && { resources }) });
  return Manifests.of(stack).container('Deployment/api', 'resources');
}

describe('resources', () => {
  test('are the environment’s unless a workload says otherwise', () => {
    expect(resourcesOf()).toEqual({
      requests: { cpu: '20m', memory: '64Mi', 'ephemeral-storage': '64Mi' },
      limits: { cpu: '1', memory: '256Mi', 'ephemeral-storage': '1088Mi' },
    });
  });

  test('let a pod fill its folders on the node’s disk, which the kubelet counts, beside a gibibyte of logs', () => {
    const stack = testStack();
    const emptyDirs = {
      '/tmp': Size.gibibytes(2),
      '/cache': Size.mebibytes(512),
      '/run/app': Size.mebibytes(64),
    };
    new WebService(stack, 'api', { image: 'api:1', port: 80, emptyDirs });

    expect(Manifests.of(stack).container('Deployment/api', 'resources.limits')).toMatchObject({
      'ephemeral-storage': '3584Mi', // without what is in memory
    });
  });

  test('fit in a line: thousandths of a core, and mebibytes', () => {
    expect(resourcesOf(resources({ millicores: [10, 2000], mebibytes: [150, 1024] }))).toMatchObject({
      requests: { cpu: '10m', memory: '150Mi' },
      limits: { cpu: '2', memory: '1Gi' },
    });
  });

  const large: Resources = {
    cpu: { request: Cpu.millis(1500), limit: Cpu.units(2) },
    memory: { request: Size.mebibytes(1536), limit: Size.gibibytes(2) },
  };

  test('are written in the largest unit that is exact', () => {
    expect(resourcesOf(large, { ...testDev, maxResourceRequests: undefined })).toMatchObject({
      requests: { cpu: '1500m', memory: '1536Mi' },
      limits: { cpu: '2', memory: '2Gi' },
    });
  });

  test('promise no more than the environment allows, and keep their limits', () => {
    expect(resourcesOf(large, testDev)).toMatchObject({
      requests: { cpu: '20m', memory: '256Mi' },
      limits: { cpu: '2', memory: '2Gi' },
    });
  });

  test('fail when the limit is below the request', () => {
    const memory = { request: Size.gibibytes(2), limit: Size.gibibytes(1) };

    expect(() => resourcesOf({ cpu: { request: Cpu.millis(100), limit: Cpu.millis(100) }, memory })).toThrow(
      "'resources.memory.limit' must be at least the request of 2Gi, got 1Gi",
    );
  });
});

describe('devices', () => {
  test('are limits, which are their requests too', () => {
    const figures = { millicores: [10, 100], mebibytes: [16, 32], devices: { 'nvidia.com/gpu': 2 } } as const;

    expect(resourcesOf(resources(figures))).toMatchObject({ limits: { 'nvidia.com/gpu': '2' } });
    expect(resourcesOf(resources(figures))).not.toHaveProperty(['requests', 'nvidia.com/gpu']);
  });

  test.each<[Record<string, number>, string]>([
    [
      { gpu: 1 },
      `'resources.devices' must name devices with the domain of their vendor, such as 'nvidia.com/gpu', got 'gpu'`,
    ],
    [
      { 'nvidia.com/gpu': 0.5 },
      `'resources.devices['nvidia.com/gpu']' must be a whole number from 1 such as 1, got '0.5'`,
    ],
  ])('fail on %j', (devices, message) => {
    expect(() => resourcesOf(resources({ millicores: [1, 1], mebibytes: [1, 1], devices }))).toThrow(message);
  });
});
