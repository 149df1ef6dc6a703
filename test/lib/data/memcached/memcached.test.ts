import { Cpu, Memcached, type MemcachedProps, Size, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testStack } from '../../../support/stack';

const required: MemcachedProps = { image: 'memcached:1.6.39' };

function manifestsOf(props: Partial<MemcachedProps> = {}): Manifests {
  const stack = testStack();
  new Memcached(stack, 'cache', { ...required, ...props });
  return Manifests.of(stack);
}

describe('Memcached', () => {
  test('leaves a quarter of its memory to connections and the table of keys', () => {
    const memory = { request: Size.mebibytes(100), limit: Size.mebibytes(100) };
    const resources = { cpu: { request: Cpu.millis(50), limit: Cpu.millis(50) }, memory };

    expect(manifestsOf({ resources }).container('Deployment/cache', 'args')).toEqual([
      '--memory-limit=75',
      '--conn-limit=1024',
    ]);
  });

  test('never has two pods, which would be two caches', () => {
    expect(manifestsOf().at('Deployment/cache', 'spec')).toMatchObject({
      replicas: 1,
      strategy: { type: 'Recreate' },
    });
  });

  test('has no volume and no Secret', () => {
    expect(manifestsOf().names).toEqual([
      'Deployment/cache',
      'Namespace/shop',
      'NetworkPolicy/cache',
      'NetworkPolicy/deny-all',
      'PodDisruptionBudget/cache',
      'Service/cache',
    ]);
  });

  test('is probed by TCP, and waited for', () => {
    const stack = testStack();
    const cache = new Memcached(stack, 'cache', required);
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [cache] });
    const manifests = Manifests.of(stack);

    expect(manifests.container('Deployment/cache', 'readinessProbe')).toMatchObject({
      tcpSocket: { port: 11211 },
    });
    expect(manifests.pod('Deployment/api', 'initContainers.0.args')).toEqual(['tcp', 'cache:11211']);
    expect(cache.connections.accepted).toEqual(['api']);
  });

  test('has an exporter in a separate pod, and only on request', () => {
    const stack = testStack();
    const cache = new Memcached(stack, 'cache', required);
    const exporter = cache.addExporter();

    expect(exporter).toMatchObject({ host: 'cache-exporter', port: 9150 });
    expect(cache.addExporter()).toBe(exporter);
    expect(Manifests.of(stack).container('Deployment/cache-exporter', 'args')).toEqual([
      '--memcached.address=cache:11211',
    ]);
    expect(manifestsOf().names).not.toContain('Deployment/cache-exporter');
  });

  test('takes all props together', () => {
    const all: Required<MemcachedProps> = {
      ...required,
      maxItemSize: Size.mebibytes(4),
      maxConnections: 200,
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
      exporterImage: 'exporter:1',
    };
    const stack = testStack();
    new Memcached(stack, 'cache', all).addExporter();
    const manifests = Manifests.of(stack);

    expect(manifests.container('Deployment/cache', 'args')).toEqual([
      '--memory-limit=150',
      '--conn-limit=200',
      '--max-item-size=4096k',
    ]);
    expect(manifests.container('Deployment/cache-exporter', 'image')).toBe('exporter:1');
  });

  test('fails on a number of connections that is none', () => {
    expect(() => manifestsOf({ maxConnections: 0 })).toThrow(
      "'maxConnections' of 'cache' must be a whole number from 1 such as 1024, got '0'",
    );
  });
});
