import {
  Cpu,
  Duration,
  Metrics,
  Postgres,
  Probe,
  Redis,
  Size,
  Volume,
  WebService,
  type WebServiceProps,
} from '../../../lib';
import { Manifests } from '../../support/manifests';
import { everyField, everySetting } from '../../support/pod-settings';
import { testDev, testProd, testStack } from '../../support/stack';

const required: WebServiceProps = { image: 'api:1', port: 8000 };

function manifestsOf(props: Partial<WebServiceProps>, environment = testDev): Manifests {
  const stack = testStack(environment);
  new WebService(stack, 'api', { ...required, ...props });
  return Manifests.of(stack);
}

describe('WebService', () => {
  test('is reached by its id, on the port of its container', () => {
    const stack = testStack();
    const { host, port } = new WebService(stack, 'api', required);

    expect(`${host}:${port}`).toBe('api:8000');
    expect(Manifests.of(stack).at('Service/api', 'spec')).toMatchObject({
      ports: [{ port: 8000, targetPort: 8000 }],
      selector: { 'app.kubernetes.io/name': 'api' },
      type: 'ClusterIP',
    });
  });

  test('keeps every pod until its successor serves', () => {
    const spec = manifestsOf({}).at('Deployment/api', 'spec');

    expect(spec).toMatchObject({
      strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      minReadySeconds: 2,
    });
  });

  test('serves on while proxies learn that it stops, and has time to finish', () => {
    const manifests = manifestsOf({ stopGracePeriod: Duration.seconds(60) });

    expect(manifests.container('Deployment/api', 'lifecycle')).toEqual({
      preStop: { sleep: { seconds: 10 } },
    });
    expect(manifests.pod('Deployment/api', 'terminationGracePeriodSeconds')).toBe(75);
  });

  test('lets a drain take one pod at a time', () => {
    expect(manifestsOf({}).at('PodDisruptionBudget/api', 'spec')).toEqual({
      maxUnavailable: 1,
      selector: { matchLabels: { 'app.kubernetes.io/name': 'api' } },
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    });
  });

  test('spreads over nodes if it can, and runs on one node if it must', () => {
    // One constraint only: a second one, over zones, disables both on nodes that have no zone.
    expect(manifestsOf({}).pod('Deployment/api', 'topologySpreadConstraints')).toMatchObject([
      { topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway' },
    ]);
  });

  test('prefers another zone for each pod, where there are zones', () => {
    expect(
      manifestsOf({}).pod(
        'Deployment/api',
        'affinity.podAntiAffinity.preferredDuringSchedulingIgnoredDuringExecution.0.podAffinityTerm.topologyKey',
      ),
    ).toBe('topology.kubernetes.io/zone');
  });

  test('has three probes with different periods', () => {
    const manifests = manifestsOf({
      readiness: Probe.fromHttpGet('/ready'),
      liveness: Probe.fromHttpGet('/health'),
    });
    expect(manifests.container('Deployment/api', 'startupProbe')).toEqual({
      httpGet: { path: '/health', port: 8000 },
      periodSeconds: 2,
      timeoutSeconds: 5,
      failureThreshold: 60,
    });
    expect(manifests.container('Deployment/api', 'readinessProbe')).toEqual({
      httpGet: { path: '/ready', port: 8000 },
      periodSeconds: 5,
      timeoutSeconds: 3,
      failureThreshold: 3,
    });
    expect(manifests.container('Deployment/api', 'livenessProbe')).toEqual({
      httpGet: { path: '/health', port: 8000 },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 6,
    });
  });

  test('checks its port if it has no probes', () => {
    expect(manifestsOf({}).container('Deployment/api', 'readinessProbe')).toMatchObject({
      tcpSocket: { port: 8000 },
    });
  });

  test('grows with its load where the environment has autoscaling, and then leaves the number alone', () => {
    const manifests = manifestsOf({ autoscale: { maxReplicas: 10 } }, testProd);

    expect(manifests.at('Deployment/api', 'spec.replicas')).toBeUndefined();
    expect(manifests.at('HorizontalPodAutoscaler/api', 'spec')).toMatchObject({
      scaleTargetRef: { kind: 'Deployment', name: 'api' },
      minReplicas: 3,
      maxReplicas: 10,
      metrics: [{ resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 80 } } }],
    });
  });

  test('stays at the environment’s number of pods without autoscaling', () => {
    const manifests = manifestsOf({ autoscale: { maxReplicas: 10 } }, testDev);

    expect(manifests.at('Deployment/api', 'spec.replicas')).toBe(2);
    expect(manifests.names).not.toContain('HorizontalPodAutoscaler/api');
  });

  test('waits with the image and the check of what it starts after', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const cache = new Redis(stack, 'cache', { image: 'redis:7.4.5' });
    new WebService(stack, 'api', { ...required, startsAfter: [db, cache] });
    const manifests = Manifests.of(stack);

    expect(manifests.pod('Deployment/api', 'initContainers.0')).toMatchObject({
      name: 'wait-for-db',
      image: 'postgres:16.10',
      command: ['sh', '-c', expect.stringContaining('until pg_isready -q -t 3 -h db -U postgres -d shop;')],
      securityContext: { runAsUser: 999 },
    });
    expect(manifests.pod('Deployment/api', 'initContainers.1')).toMatchObject({
      name: 'wait-for-cache',
      image: 'redis:7.4.5',
      command: ['sh', '-c', expect.stringContaining('until redis-cli -h cache ping | grep -q PONG;')],
      env: [
        {
          name: 'REDISCLI_AUTH',
          valueFrom: { secretKeyRef: { name: 'cache-credentials', key: 'password' } },
        },
      ],
    });
  });

  test('takes all props together', () => {
    const stack = testStack(testProd);
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const all: Required<Omit<WebServiceProps, 'port'>> = {
      image: 'api:1',
      ports: { http: 8000 },
      command: ['/app'],
      args: ['--serve'],
      env: { DATABASE_URL: db.secret('uri') },
      files: { '/etc/app.conf': 'a = 1\n' },
      emptyDirs: { '/cache': Size.mebibytes(128) },
      user: 12345,
      exempt: { writableRoot: true, because: 'it unpacks itself' },
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
      connectsTo: [db],
      egress: ['internet'],
      startsAfter: [db],
      startup: Probe.fromCommand(['/app', '--started'], { failureThreshold: 300 }),
      readiness: Probe.fromHttpGet('/ready'),
      liveness: Probe.fromTcpSocket({ period: Duration.seconds(30) }),
      replicas: 4,
      autoscale: { minReplicas: 4, maxReplicas: 8, cpuPercent: 60 },
      stopGracePeriod: Duration.seconds(20),
      metrics: Metrics.fromPrometheusClient('/numbers'),
      volumes: { '/uploads': new Volume(stack, 'uploads') },
      singleton: false,
      hostname: 'front',
      aliases: ['backend'],
      ...everySetting,
    };
    new WebService(stack, 'api', all);
    const manifests = Manifests.of(stack);

    expect(manifests.at('Deployment/api', 'spec.template')).toMatchObject(everyField);
    expect(manifests.pod('Deployment/api', 'hostname')).toBe('front');
    expect(manifests.at('Service/backend', 'spec')).toEqual(manifests.at('Service/api', 'spec'));
    expect(manifests.container('Deployment/api', 'command')).toEqual(['/app']);
    expect(manifests.container('Deployment/api', 'args')).toEqual(['--serve']);
    expect(manifests.container('Deployment/api', 'volumeMounts')).toEqual([
      { name: 'cache', mountPath: '/cache' },
      { name: 'files', mountPath: '/etc/app.conf', subPath: 'etc_app.conf', readOnly: true },
      { name: 'uploads', mountPath: '/uploads', subPath: 'data' },
    ]);
    expect(manifests.pod('Deployment/api', 'securityContext.runAsUser')).toBe(12345);
    expect(manifests.container('Deployment/api', 'startupProbe.exec.command')).toEqual(['/app', '--started']);
    expect(manifests.container('Deployment/api', 'startupProbe.failureThreshold')).toBe(300);
    expect(manifests.container('Deployment/api', 'livenessProbe.periodSeconds')).toBe(30);
    expect(manifests.at('HorizontalPodAutoscaler/api', 'spec.minReplicas')).toBe(4);
    expect(manifests.pod('Deployment/api', 'terminationGracePeriodSeconds')).toBe(35);
  });

  test('does not change its props', () => {
    const props = Object.freeze({
      ...required,
      connectsTo: Object.freeze([]),
      env: Object.freeze({ A: '1' }),
    });

    expect(() => manifestsOf(props)).not.toThrow();
  });

  test.each<[Partial<WebServiceProps>, string]>([
    [{ port: 0 }, "'port' of 'api' must be a whole number from 1 to 65535 such as 8080, got '0'"],
    [{ port: 80.5 }, "'port' of 'api' must be a whole number from 1 to 65535 such as 8080, got '80.5'"],
    [{ replicas: -1 }, "'replicas' of 'api' must be a whole number from 0 such as 2, got '-1'"],
    [{ user: 0 }, "'user' of 'api' must be a numeric id above 0 such as 10001, got '0'"],
    [
      { files: { 'app.conf': '' } },
      "'files' of 'api' must name absolute paths of files, with at most 253 characters and no ':', such as '/etc/app/app.conf', got 'app.conf'",
    ],
    [
      { emptyDirs: { tmp: Size.mebibytes(1) } },
      "'emptyDirs' of 'api' must name an absolute path below the root, without ':' and '..', such as '/var/cache/app', got 'tmp'",
    ],
  ])('fails on %j, and shows a good value', (props, message) => {
    expect(() => manifestsOf(props)).toThrow(message);
  });

  test.each([
    { minReplicas: 0, maxReplicas: 10 },
    { minReplicas: 5, maxReplicas: 4 },
  ])('fails on the autoscale range %j', (autoscale) => {
    expect(() => manifestsOf({ autoscale }, testProd)).toThrow(
      "'autoscale.maxReplicas' of 'api' must be at least 'minReplicas'",
    );
  });

  test.each(['localhost:5000/api:1.2', 'api@sha256:' + 'a'.repeat(64), 'ghcr.io/org/api:v1.2.3-alpine'])(
    'takes the image %s',
    (image) => {
      expect(manifestsOf({ image }).container('Deployment/api', 'image')).toBe(image);
    },
  );
});
