import { Cpu, Redis, type RedisProps, Size, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

const required: RedisProps = { image: 'redis:7.4.5-alpine' };

function manifestsOf(props: Partial<RedisProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  new Redis(stack, 'cache', { ...required, ...props });
  return Manifests.of(stack);
}

function conf(manifests: Manifests): unknown {
  return (manifests.at('ConfigMap/cache-files', 'data') as Record<string, string>)['etc_redis_redis.conf'];
}

describe('Redis', () => {
  test('writes everything to an append-only file on its volume', () => {
    const manifests = manifestsOf();

    expect(conf(manifests)).toContain('appendonly yes\nappendfsync everysec\n');
    expect(manifests.container('StatefulSet/cache', 'volumeMounts')).toContainEqual({
      name: 'data',
      mountPath: '/data',
    });
  });

  test('leaves room for the copy that a rewrite of the file needs', () => {
    expect(conf(manifestsOf())).toContain('maxmemory 307mb\nmaxmemory-policy noeviction\n');
  });

  test('never shows its password on a command line', () => {
    const manifests = manifestsOf();
    const command = manifests.container('StatefulSet/cache', 'command') as string[];

    expect(command.at(-1)).toMatch(/exec redis-server \/run\/redis\/redis\.conf$/);
    expect(manifests.container('StatefulSet/cache', 'env')).toEqual([
      {
        name: 'REDISCLI_AUTH',
        valueFrom: { secretKeyRef: { name: 'cache-credentials', key: 'password' } },
      },
    ]);
  });

  test('is ready at PONG only: redis-cli succeeds on an error too', () => {
    expect(manifestsOf().container('StatefulSet/cache', 'readinessProbe.exec.command')).toEqual([
      'sh',
      '-c',
      'redis-cli -h 127.0.0.1 ping | grep -q PONG',
    ]);
  });

  test('has no Secret of its own in production', () => {
    expect(manifestsOf({}, testProd).names).not.toContain('Secret/cache-credentials');
  });

  test('accepts connections only from workloads that name it', () => {
    const stack = testStack();
    const cache = new Redis(stack, 'cache', required);
    new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [cache] });
    new WebService(stack, 'web', { image: 'web:1', port: 80 });

    expect(cache.connections.accepted).toEqual(['api']);
  });

  test('has an exporter in a separate pod, and only on request', () => {
    const stack = testStack();
    const cache = new Redis(stack, 'cache', required);
    const exporter = cache.addExporter();
    const manifests = Manifests.of(stack);

    expect(exporter).toMatchObject({ host: 'cache-exporter', port: 9121 });
    expect(cache.connections.accepted).toEqual(['cache-exporter']);
    expect(manifests.at('Deployment/cache-exporter', 'spec.replicas')).toBe(1);
    expect(manifests.container('Deployment/cache-exporter', 'env')).toEqual([
      { name: 'REDIS_ADDR', value: 'redis://cache:6379' },
      {
        name: 'REDIS_PASSWORD',
        valueFrom: { secretKeyRef: { name: 'cache-credentials', key: 'password' } },
      },
    ]);
    expect(cache.addExporter()).toBe(exporter);
    expect(manifestsOf().names).not.toContain('Deployment/cache-exporter');
  });

  test('takes all props together', () => {
    const memory = Size.gibibytes(1);
    const all: Required<RedisProps> = {
      image: 'valkey/valkey:8.1.3',
      maxmemoryPolicy: 'allkeys-lru',
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: memory, limit: memory },
      },
      storage: Size.gibibytes(3),
      exporterImage: 'oliver006/redis_exporter:v1.74.0',
    };
    const manifests = manifestsOf(all);

    expect(conf(manifests)).toContain('maxmemory 614mb\nmaxmemory-policy allkeys-lru\n');
    expect(
      manifests.at('StatefulSet/cache', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage'),
    ).toBe('3Gi');
  });
});
