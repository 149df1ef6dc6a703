import { Backups, BackupTarget, Redis, type RedisProps, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

function stackWith(props: Partial<RedisProps> = {}, environment = testDev) {
  const stack = testStack(environment);
  const redis = new Redis(stack, 'redis', { image: 'redis:7.4.5-alpine', tls: true, ...props });
  return { stack, redis };
}

function manifestsOf(props: Partial<RedisProps> = {}, environment = testDev): Manifests {
  return Manifests.of(stackWith(props, environment).stack);
}

function conf(manifests: Manifests): string {
  return (
    (manifests.at('ConfigMap/redis-files', 'data') as Record<string, string>)['etc_redis_redis.conf'] ?? ''
  );
}

const ca = '/etc/tls/redis/ca.crt';
const trustsCa = {
  name: 'etc-tls-redis',
  secret: { secretName: 'redis-tls', defaultMode: 0o440, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
};

describe('a Redis with TLS', () => {
  test('accepts only TLS connections from the network', () => {
    expect(conf(manifestsOf())).toContain('\nport 0\ntls-port 6379\n');
    expect(conf(manifestsOf())).toContain('\ntls-auth-clients no\n');
  });

  test('is asked by its probes in its pod, without a certificate', () => {
    expect(manifestsOf().container('StatefulSet/redis', 'startupProbe.exec.command.2')).toBe(
      'redis-cli -s /run/redis/redis.sock ping | grep -q PONG',
    );
  });

  test('loads a renewed certificate, by a user who may do only that and whose password stays in the pod', () => {
    const manifests = manifestsOf();
    const start = manifests.container('StatefulSet/redis', 'command.2');

    expect(manifests.container('StatefulSet/redis', 'readinessProbe.exec.command.2')).toMatch(
      /--user reload config set tls-cert-file \/etc\/tls\/redis\/tls.crt tls-key-file \/etc\/tls\/redis\/tls.key/,
    );
    expect(start).toMatch(/"user reload on #\$\(printf %s "\$RELOAD_PASSWORD" .*\) -@all \+config\|set"/);
    expect(start).toContain('RELOAD_PASSWORD=$(head -c 24 /dev/urandom | base64)');
    expect(JSON.stringify(manifests.container('StatefulSet/redis', 'env'))).not.toContain('RELOAD');
  });

  test('has no such user without TLS', () => {
    expect(manifestsOf({ tls: false }).container('StatefulSet/redis', 'command.2')).not.toContain('reload');
  });

  test('has a URL with which redis-py verifies it, and the CA in the pods of its clients', () => {
    const { stack, redis } = stackWith();
    new WebService(stack, 'api', { image: 'api:1', port: 80, env: { REDIS_URL: redis.secret('uri') } });
    new WebService(stack, 'web', { image: 'web:1', port: 80, env: { PASSWORD: redis.secret('password') } });
    const manifests = Manifests.of(stack);

    expect(manifests.at('Secret/redis-credentials', 'stringData.uri')).toMatch(
      /^rediss:\/\/:[^@]+@redis:6379\/0\?ssl_ca_certs=\/etc\/tls\/redis\/ca\.crt$/,
    );
    expect(manifests.pod('Deployment/api', 'volumes')).toContainEqual(trustsCa);
    expect(manifests.pod('Deployment/web', 'volumes')).not.toContainEqual(trustsCa);
  });

  test('is verified by whoever waits for it, by its exporter, and by its backups', () => {
    const { stack, redis } = stackWith();
    new Backups(stack, 'backups', { of: [redis], to: BackupTarget.volume() });
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [redis] });
    redis.addExporter();
    const manifests = Manifests.of(stack);
    const backup = 'spec.jobTemplate.spec.template.spec';

    expect(manifests.pod('Deployment/api', 'initContainers.0.command.2')).toContain(
      'until redis-cli -h redis --tls --cacert "$REDIS_CA" ping | grep -q PONG;',
    );
    expect(manifests.pod('Deployment/api', 'initContainers.0.env')).toContainEqual({
      name: 'REDIS_CA',
      value: ca,
    });
    expect(manifests.container('Deployment/redis-exporter', 'env')).toEqual(
      expect.arrayContaining([
        { name: 'REDIS_ADDR', value: 'rediss://redis:6379' },
        { name: 'REDIS_EXPORTER_TLS_CA_CERT_FILE', value: ca },
      ]),
    );
    for (const name of ['CronJob/redis-backup', 'CronJob/redis-restore']) {
      expect(manifests.at(name, `${backup}.containers.0.env`)).toContainEqual({
        name: 'REDIS_CA',
        value: ca,
      });
      expect(manifests.at(name, `${backup}.volumes`)).toContainEqual(trustsCa);
    }
  });

  test.each([
    ['prod', { tls: undefined }, testProd, true],
    ['dev', { tls: undefined }, testDev, false],
    ['prod, if its chart says no', { tls: false }, testProd, false],
  ])('is what %s has or not', (_, props, environment, expected) => {
    expect(conf(manifestsOf(props, environment)).includes('tls-port')).toBe(expected);
    expect(stackWith(props, environment).redis.ca !== undefined).toBe(expected);
  });
});
