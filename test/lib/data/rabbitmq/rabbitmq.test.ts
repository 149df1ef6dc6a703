import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cpu, Duration, RabbitMq, type RabbitMqProps, Size, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

const required: RabbitMqProps = { image: 'rabbitmq:4.1.4' };

function manifestsOf(props: Partial<RabbitMqProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  new RabbitMq(stack, 'mq', { ...required, ...props });
  return Manifests.of(stack);
}

function file(manifests: Manifests, name: string): string {
  const data = manifests.at('ConfigMap/mq-files', 'data') as Record<string, string>;
  return data[name] ?? '';
}

/** The definitions, with the name of a variable in the place of the password. */
function definitionsOf(manifests: Manifests): Record<string, unknown> {
  const env = manifests.pod('StatefulSet/mq', 'initContainers.0.env') as { name: string; value?: string }[];
  const text = env.find(({ value }) => value !== undefined)?.value ?? '';
  return JSON.parse(text) as Record<string, unknown>;
}

describe('RabbitMq', () => {
  test('has all that a client needs in one Secret, and escapes it in the URI', () => {
    const manifests = manifestsOf({ username: 'web@app', vhost: '/shop' });

    expect(manifests.at('Secret/mq-credentials', 'stringData')).toEqual({
      username: 'web@app',
      password: 'value of shop/mq-credentials/password',
      host: 'mq',
      port: '5672',
      vhost: '/shop',
      uri: 'amqp://web%40app:value%20of%20shop%2Fmq-credentials%2Fpassword@mq:5672/%2Fshop',
    });
    expect(manifestsOf({}, testProd).names.filter((name) => name.startsWith('Secret/'))).toEqual([]);
  });

  test('makes one user, who is no administrator, and no guest', () => {
    expect(definitionsOf(manifestsOf())).toEqual({
      users: [{ name: 'app', password: '$(FILE_1_SECRET_1)', tags: 'management' }],
      vhosts: [{ name: '/' }],
      permissions: [{ user: 'app', vhost: '/', configure: '.*', write: '.*', read: '.*' }],
    });
  });

  test('keeps its password out of the ConfigMap, and its cookie off the volume', () => {
    const manifests = manifestsOf();

    expect(JSON.stringify(manifests.at('ConfigMap/mq-files', 'data'))).not.toContain('password');
    expect(manifests.container('StatefulSet/mq', 'env')).toEqual([
      { name: 'RABBITMQ_NODENAME', value: 'rabbit@localhost' },
      { name: 'HOME', value: '/tmp' },
    ]);
    expect(manifests.container('StatefulSet/mq', 'volumeMounts')).toContainEqual({
      name: 'data',
      mountPath: '/var/lib/rabbitmq',
      subPath: 'data',
    });
  });

  test('blocks publishers before its memory or its volume is full', () => {
    expect(file(manifestsOf({ storage: Size.gibibytes(8) }), 'etc_rabbitmq_conf.d_20-slipway.conf')).toBe(
      'vm_memory_high_watermark.absolute = 307MiB\ndisk_free_limit.absolute = 819MiB\n' +
        'load_definitions = /etc/rabbitmq/definitions.json\n',
    );
  });

  test('lets clients in at the port that they name', () => {
    const stack = testStack();
    const mq = new RabbitMq(stack, 'mq', { ...required, ports: { mqtt: 1883 } });
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [mq] });
    new WebService(stack, 'flower', { image: 'flower:1', port: 80, connectsTo: [mq.at('management')] });
    new WebService(stack, 'sensors', { image: 'sensors:1', port: 80, connectsTo: [mq.at('mqtt')] });
    const ports = ['api', 'flower', 'sensors'].map((name) =>
      Manifests.of(stack).at(`NetworkPolicy/${name}`, 'spec.egress.1.ports.0.port'),
    );

    expect(ports).toEqual([5672, 15672, 1883]);
    expect(() => mq.at('stomp')).toThrow("at() of 'mq' must name a port of it, such as 'amqp', got 'stomp'");
  });

  test('has started once it listens on all its ports', () => {
    const manifests = manifestsOf();

    expect(manifests.container('StatefulSet/mq', 'startupProbe.exec.command')).toEqual([
      'rabbitmq-diagnostics',
      '-q',
      'check_port_connectivity',
    ]);
    expect(manifests.container('StatefulSet/mq', 'readinessProbe')).toMatchObject({
      tcpSocket: { port: 5672 },
    });
  });

  test('exposes metrics itself', () => {
    const stack = testStack();
    const mq = new RabbitMq(stack, 'mq', required);

    expect(mq.addScrapeTarget().to).toMatchObject({ host: 'mq', port: 15692 });
    expect(Manifests.of(stack).names).not.toContain('Deployment/mq-exporter');
    expect(file(Manifests.of(stack), 'etc_rabbitmq_enabled_plugins')).toBe(
      '[rabbitmq_management,rabbitmq_prometheus].\n',
    );
  });

  describe('with definitions', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'slipway-'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });
    const written = (text: string): string => {
      const path = join(folder, 'definitions.json');
      writeFileSync(path, text);
      return path;
    };

    test('adds its user and vhost to them', () => {
      const queues = [{ name: 'jobs', vhost: '/', durable: true }];
      const definitions = written(JSON.stringify({ queues, vhosts: [{ name: '/' }, { name: 'other' }] }));

      expect(definitionsOf(manifestsOf({ definitions }))).toMatchObject({
        queues,
        vhosts: [{ name: 'other' }, { name: '/' }],
        users: [{ name: 'app' }],
      });
    });

    test.each([
      ['{', /must be a readable JSON file such as 'definitions.json', got '.*': .*JSON/],
      ['[]', /must be a JSON file with an object, such as \{ "queues": \[\] \}, got another value in '.*'/],
      [
        '{"users":[]}',
        /must have no users, as it makes the user of the app itself, such as .*, got 'users' in '.*'/,
      ],
    ])('fails on %j', (text, message) => {
      const definitions = written(text);

      expect(() => manifestsOf({ definitions })).toThrow(message);
    });

    test('fails when there is no such file', () => {
      expect(() => manifestsOf({ definitions: '/no/such' })).toThrow(
        "'definitions' of 'mq' must be a readable JSON file such as 'definitions.json', got '/no/such': ENOENT",
      );
    });
  });

  test('fails on a setting or a plugin that it could not know', () => {
    expect(() => manifestsOf({ settings: { 'a b': 1 } })).toThrow(
      "'settings' of 'mq' must name settings of rabbitmq.conf such as 'consumer_timeout', got 'a b'",
    );
    expect(() => manifestsOf({ settings: { a: 'b\nc' } })).toThrow(
      "'settings.a' of 'mq' must be one line, such as '60s', got 'b\nc'",
    );
    expect(() => manifestsOf({ plugins: ['rabbitmq-mqtt'] })).toThrow(
      "'plugins' of 'mq' must name plugins such as 'rabbitmq_mqtt', got 'rabbitmq-mqtt'",
    );
  });

  test('takes all props together', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
    const definitions = join(folder, 'definitions.json');
    writeFileSync(definitions, '{}');
    const all: Required<RabbitMqProps> = {
      ...required,
      username: 'web',
      vhost: 'shop',
      definitions,
      plugins: ['rabbitmq_mqtt'],
      ports: { mqtt: 1883 },
      settings: { 'disk_free_limit.absolute': '1GB' },
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(200), limit: Size.mebibytes(200) },
      },
      storage: Size.gibibytes(5),
      stopGracePeriod: Duration.minutes(5),
    };
    const manifests = manifestsOf(all);
    rmSync(folder, { recursive: true });

    expect(manifests.pod('StatefulSet/mq', 'terminationGracePeriodSeconds')).toBe(300);
    expect(file(manifests, 'etc_rabbitmq_conf.d_20-slipway.conf')).toBe(
      'vm_memory_high_watermark.absolute = 120MiB\ndisk_free_limit.absolute = 1GB\n' +
        'load_definitions = /etc/rabbitmq/definitions.json\n',
    );
    expect(
      manifests.at('StatefulSet/mq', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage'),
    ).toBe('5Gi');
  });
});
