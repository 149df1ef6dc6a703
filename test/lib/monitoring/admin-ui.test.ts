import { adminer, AdminUi, type AdminUiProps, Cpu, Postgres, Probe, Size, type Stack } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testProd, testStack } from '../../support/stack';

function stackWith(props: Partial<AdminUiProps> = {}, stack: Stack = testStack()): Stack {
  const db = new Postgres(stack, 'postgres', { image: 'postgres:16.10', database: 'shop' });
  new AdminUi(stack, 'adminer', { image: 'adminer:5.4.0', port: 8080, connectsTo: [db], ...props });
  return stack;
}

function manifestsOf(props: Partial<AdminUiProps> = {}): Manifests {
  return Manifests.of(stackWith(props));
}

describe('AdminUi', () => {
  test('is one pod, however many the environment gives others', () => {
    expect(Manifests.of(stackWith({}, testStack(testProd))).at('Deployment/adminer', 'spec.replicas')).toBe(
      1,
    );
  });

  test('accepts no connection from the cluster, and connects to the stores that it administers', () => {
    const policy = manifestsOf().at('NetworkPolicy/adminer', 'spec') as { ingress?: unknown };

    expect(policy.ingress).toBeUndefined();
    expect(policy).toMatchObject({
      policyTypes: ['Ingress', 'Egress'],
      egress: [
        { ports: [{ port: 53 }, { port: 53 }] },
        { to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'postgres' } } }] },
      ],
    });
  });

  test('takes neither an Ingress nor a Gateway: it says nothing of how to connect to it', () => {
    const stack = testStack();
    const ui = new AdminUi(stack, 'adminer', { image: 'adminer:5.4.0', port: 8080, connectsTo: [] });

    expect(ui).not.toHaveProperty('connections');
    expect(ui).not.toHaveProperty('host');
  });

  test('has a Service, for port-forward', () => {
    expect(manifestsOf().at('Service/adminer', 'spec.ports.0')).toMatchObject({ port: 8080 });
  });

  test('takes all props together', () => {
    const all: Required<AdminUiProps> = {
      image: 'dpage/pgadmin4:9.8.0',
      port: 5050,
      connectsTo: [],
      readiness: Probe.fromHttpGet('/misc/ping'),
      command: ['/entrypoint.sh'],
      args: ['--verbose'],
      env: { PGADMIN_LISTEN_PORT: 5050 },
      files: { '/pgadmin4/servers.json': '{}' },
      emptyDirs: { '/tmp': Size.mebibytes(64), '/var/lib/pgadmin': Size.mebibytes(128) },
      user: 5050,
      exempt: { writableRoot: true, because: 'it unpacks itself' },
      resources: {
        cpu: { request: Cpu.millis(50), limit: Cpu.millis(500) },
        memory: { request: Size.mebibytes(128), limit: Size.mebibytes(512) },
      },
    };
    const manifests = manifestsOf(all);

    expect(manifests.container('Deployment/adminer', 'readinessProbe.httpGet.path')).toBe('/misc/ping');
    expect(manifests.pod('Deployment/adminer', 'securityContext.runAsUser')).toBe(5050);
    expect(manifests.container('Deployment/adminer', 'resources.limits.memory')).toBe('512Mi');
    expect(manifests.container('Deployment/adminer', 'volumeMounts')).toEqual([
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'var-lib-pgadmin', mountPath: '/var/lib/pgadmin' },
      {
        name: 'files',
        mountPath: '/pgadmin4/servers.json',
        subPath: 'pgadmin4_servers.json',
        readOnly: true,
      },
    ]);
  });

  test('fails on an invalid port', () => {
    expect(() => manifestsOf({ port: 0 })).toThrow(
      "'port' of 'adminer' must be a whole number from 1 to 65535 such as 8080",
    );
  });

  test('is Adminer by its props: as its image’s user, with the server filled in and in reach', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    new AdminUi(stack, 'adminer', adminer('adminer:5.4.0', db));
    const manifests = Manifests.of(stack);

    expect(manifests.container('Deployment/adminer', 'env')).toContainEqual({
      name: 'ADMINER_DEFAULT_SERVER',
      value: 'db',
    });
    expect(manifests.at('Deployment/adminer', 'spec.template.spec.securityContext.runAsUser')).toBe(100);
    expect(manifests.at('NetworkPolicy/adminer', 'spec.egress.1.to.0.podSelector.matchLabels')).toMatchObject(
      {
        'app.kubernetes.io/name': 'db',
      },
    );
  });
});
