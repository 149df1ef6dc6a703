import { Backups, Cpu, Redis, type RedisProps, Size, type Stack, WebService } from '../../../../lib';
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

function variable(name: string, secret: string, key: string): object {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
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

  test('never shows a password on a command line', () => {
    const manifests = manifestsOf();
    const command = manifests.container('StatefulSet/cache', 'command') as string[];

    expect(command.at(-1)).toMatch(/exec redis-server \/run\/redis\/redis\.conf$/);
    expect(manifests.container('StatefulSet/cache', 'env')).toEqual([
      variable('REDISCLI_AUTH', 'cache-credentials', 'password'),
      variable('EXPORTER_PASSWORD', 'cache-users', 'exporter-password'),
      variable('BACKUP_PASSWORD', 'cache-users', 'backup-password'),
    ]);
  });

  test('has a user each for the app, the exporter and the backups, with the hash of its password', () => {
    const command = manifestsOf().container('StatefulSet/cache', 'command') as string[];
    const users = [...(command.at(-1) ?? '').matchAll(/^echo "user (\w+) on #\$\((.+)\) ([^()]+)"$/gm)];
    const hashOf = (name: string) => `printf %s "$${name}" | sha256sum | cut -c 1-64`;

    expect(users.map(([, name, hash]) => [name, hash])).toEqual([
      ['default', hashOf('REDISCLI_AUTH')],
      ['exporter', hashOf('EXPORTER_PASSWORD')],
      ['backup', hashOf('BACKUP_PASSWORD')],
    ]);
    const [app, exporter, backup] = users.map(([, , , rules]) => rules);
    expect(app).toMatch(/^~\* &\* \+@all -@admin -@dangerous /);
    expect(app).not.toMatch(/config|replicaof|slaveof|shutdown|acl|save|migrate|restore/);
    expect(exporter).toMatch(/^-@all \+@connection -@admin -@dangerous /); // and no key
    expect(backup).toMatch(/^~\* -@all \+@connection -@admin -@dangerous /);
  });

  test('keeps the passwords of the exporter and the backups from the app', () => {
    const stack = testStack();
    const cache = new Redis(stack, 'cache', required);
    cache.addExporter();
    new Backups(stack, 'backups', { of: [cache] });
    const env = { URL: cache.secret('uri'), PASSWORD: cache.secret('password') };
    new WebService(stack, 'api', { image: 'api:1', port: 80, env, startsAfter: [cache] });
    const readers = (secret: string) =>
      Manifests.of(stack)
        .all.filter(({ kind }) => kind !== 'Secret')
        .filter((object) => JSON.stringify(object).includes(`"${secret}"`))
        .map(({ kind, metadata }) => `${kind}/${metadata.name}`)
        .sort();

    expect(readers('cache-users')).toEqual([
      'CronJob/cache-backup',
      'CronJob/cache-restore',
      'Deployment/cache-exporter',
      'StatefulSet/cache',
    ]);
    expect(readers('cache-credentials')).toContain('Deployment/api');
  });

  test('is backed up by a user that can do nothing else', () => {
    expect(new Redis(testStack(), 'cache', required).dump.env).toMatchObject({
      REDIS_USER: 'backup',
      REDISCLI_AUTH: { secret: 'cache-users', key: 'backup-password' },
    });
  });

  describe('without a password', () => {
    const withoutPassword = (): { stack: Stack; cache: Redis } => {
      const stack = testStack();
      return { stack, cache: new Redis(stack, 'cache', { ...required, password: false }) };
    };

    test('lets every client be the user of the app, with no more rights than before', () => {
      const command = (stack: Stack) => {
        const args = Manifests.of(stack).container('StatefulSet/cache', 'command') as string[];
        return (args.at(-1) ?? '').split('\n').filter((line) => line.startsWith('echo'));
      };
      const usual = testStack();
      new Redis(usual, 'cache', required);
      const [app = '', ...others] = command(usual);

      expect(command(withoutPassword().stack)).toEqual([app.replace(/#\$\(.+\)/, 'nopass'), ...others]);
    });

    test('has no Secret for the app, and keeps those of the exporter and the backups', () => {
      const { stack, cache } = withoutPassword();
      cache.addExporter();
      new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [cache] });
      const manifests = Manifests.of(stack);

      expect(manifests.names.filter((name) => name.startsWith('Secret/'))).toEqual(['Secret/cache-users']);
      expect(manifests.container('StatefulSet/cache', 'env')).toEqual([
        variable('EXPORTER_PASSWORD', 'cache-users', 'exporter-password'),
        variable('BACKUP_PASSWORD', 'cache-users', 'backup-password'),
      ]);
      expect(manifests.pod('Deployment/api', 'initContainers.0.env')).toEqual([]);
      expect(cache.connections.accepted).toEqual(['api', 'cache-exporter']);
    });

    test('fails when a client asks for one, and shows what it can use instead', () => {
      expect(() => withoutPassword().cache.secret('uri')).toThrow(
        "'password' of Redis 'cache' must not be false for secret('uri'); a client without a password needs none: 'redis://cache:6379/0'",
      );
    });
  });

  test.each(['redis:6.2.14-alpine', 'docker.io/library/redis:6', 'mirror.example.com/library/redis:5.0.14'])(
    'refuses %s, which does not know the rules of its users',
    (image) => {
      expect(() => manifestsOf({ image })).toThrow(
        `'image' must be Redis 7 or newer, whose users can have single commands, such as 'redis:7.4.5-alpine', got '${image}'`,
      );
    },
  );

  test.each(['redis:7.0.15', 'redis:8.2.3-alpine', 'valkey/valkey:7.2.11', 'shop/redis:1.0.0'])(
    'runs %s',
    (image) => {
      expect(manifestsOf({ image }).container('StatefulSet/cache', 'image')).toBe(image);
    },
  );

  test('is ready at PONG only: redis-cli succeeds on an error too', () => {
    expect(manifestsOf().container('StatefulSet/cache', 'readinessProbe.exec.command')).toEqual([
      'sh',
      '-c',
      'redis-cli -h 127.0.0.1 ping | grep -q PONG',
    ]);
  });

  test('has no Secret of its own in production', () => {
    expect(manifestsOf({}, testProd).names.filter((name) => name.startsWith('Secret/'))).toEqual([]);
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
      { name: 'REDIS_USER', value: 'exporter' },
      variable('REDIS_PASSWORD', 'cache-users', 'exporter-password'),
    ]);
    expect(cache.addExporter()).toBe(exporter);
    expect(manifestsOf().names).not.toContain('Deployment/cache-exporter');
  });

  test('takes all props together', () => {
    const memory = Size.gibibytes(1);
    const all: Required<RedisProps> = {
      image: 'valkey/valkey:8.1.3',
      password: true,
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
