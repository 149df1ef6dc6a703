import { Testing } from 'cdk8s';
import {
  type Environment,
  Postgres,
  PostgresCluster,
  type Published,
  PublishedPorts,
  type PublishedPortsProps,
  SharedGateway,
  type SharedGatewayProps,
  Size,
  Stack,
  StatefulService,
  WebService,
} from '../../../lib';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { policies } from '../../support/policies';
import { testDev, testProd, testStack } from '../../support/stack';

const gatewayApi: Environment = { ...testProd, edge: 'gateway-api' };
const anywhere = [{ ipBlock: { cidr: '0.0.0.0/0' } }, { ipBlock: { cidr: '::/0' } }];

/** A stack with a server of several ports, and the ports of it that are published. */
function stackOf(environment: Environment, ports: (app: WebService) => PublishedPortsProps['ports']): Stack {
  const stack = testStack(environment);
  const app = new WebService(stack, 'app', {
    image: 'app:1',
    ports: {
      http: 3000,
      ssh: 2222,
      dns: { port: 5353, protocol: 'UDP' },
      'dns-tcp': 5353,
      sctp: { port: 2905, protocol: 'SCTP' },
    },
  });
  new PublishedPorts(stack, 'app-public', { ports: ports(app) });
  return stack;
}

function manifestsOf(...args: Parameters<typeof stackOf>): Manifests {
  return Manifests.of(stackOf(...args));
}

const ssh = (app: WebService) => ({ 22: app.at('ssh') });
const dns = (app: WebService) => ({ 53: [app.at('dns'), app.at('dns-tcp')] });

describe('PublishedPorts', () => {
  test('are a load balancer in production, and the server sees the addresses of its clients', () => {
    expect(manifestsOf(testProd, ssh).at('Service/app-public', 'spec')).toEqual({
      type: 'LoadBalancer',
      externalTrafficPolicy: 'Local',
      selector: { 'app.kubernetes.io/name': 'app' },
      ports: [{ name: 'tcp-22', port: 22, protocol: 'TCP', targetPort: 2222 }],
    });
  });

  test('are ports of each node in dev, whichever node has the pod', () => {
    expect(manifestsOf(testDev, ssh).at('Service/app-public', 'spec')).toEqual({
      type: 'NodePort',
      externalTrafficPolicy: 'Cluster',
      selector: { 'app.kubernetes.io/name': 'app' },
      ports: [{ name: 'tcp-22', port: 22, protocol: 'TCP', targetPort: 2222, nodePort: 30022 }],
    });
  });

  test('let every address in, at these ports and no others', () => {
    expect(manifestsOf(testDev, dns).at('NetworkPolicy/app', 'spec.ingress')).toEqual([
      { from: anywhere, ports: [{ port: 5353, protocol: 'UDP' }] },
      { from: anywhere, ports: [{ port: 5353, protocol: 'TCP' }] },
    ]);
  });

  test('have TCP and UDP on one number, with one port of the nodes', () => {
    expect(manifestsOf(testDev, dns).at('Service/app-public', 'spec.ports')).toEqual([
      { name: 'udp-53', port: 53, protocol: 'UDP', targetPort: 5353, nodePort: 30053 },
      { name: 'tcp-53', port: 53, protocol: 'TCP', targetPort: 5353, nodePort: 30053 },
    ]);
  });

  test.each([
    [1, 30001],
    [2767, 32767],
    [2768, 30000],
    [9092, 30788],
    [65535, 31871],
  ])('publish port %i at the port %i of the nodes unless they name one', (port, nodePort) => {
    const ports = (named?: number) => (app: WebService) => ({ [port]: { to: app, nodePort: named } });
    const at = (named?: number) =>
      manifestsOf(testDev, ports(named)).at('Service/app-public', 'spec.ports.0.nodePort');

    expect(at()).toBe(nodePort);
    expect(at(31234)).toBe(31234);
  });

  test('take all props together', () => {
    const all = (app: WebService): Required<PublishedPortsProps>['ports'] => ({
      22: app.at('ssh'),
      53: [app.at('dns'), { to: app.at('dns-tcp') }],
      8883: { to: app, nodePort: 31883, host: 'mqtt.example.com' } satisfies Required<Published>,
      2905: app.at('sctp'),
    });
    const manifests = manifestsOf(testDev, all);
    const schema = new KubernetesSchema();

    expect(manifests.at('Service/app-public', 'spec.ports')).toHaveLength(5);
    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
    expect(Object.values(policies).flatMap((policy) => policy(manifests))).toEqual([]);
  });

  test.each<[(app: WebService) => object, string]>([
    [() => ({}), `'ports' of 'app-public' must name at least one port such as { 22: git.at('ssh') }, got {}`],
    [
      (app) => ({ ssh: app }),
      `'ports' of 'app-public' must have ports from 1 to 65535 as keys, such as 22, got 'ssh'`,
    ],
    [
      (app) => ({ 65536: app }),
      `'ports' of 'app-public' must have ports from 1 to 65535 as keys, such as 22, got '65536'`,
    ],
    [
      (app) => ({ 22: { to: app, nodePort: 2222 } }),
      `'ports.22.nodePort' of 'app-public' must be a whole number from 30000 to 32767 such as 30022, got '2222'`,
    ],
    [
      (app) => ({ 22: { to: app, nodeport: 30022 } }),
      `unknown prop 'ports.22.nodeport' of PublishedPorts 'app-public': did you mean 'nodePort'?`,
    ],
    [(app) => ({ 22: app.host }), `'ports.22' of PublishedPorts 'app-public' must be one of`],
    [
      (app) => ({ 22: app, 23: { to: app, nodePort: 30022 } }),
      `'ports.23.nodePort' of 'app-public' must be another than that of 'ports.22', such as 30023, got '30022'`,
    ],
    [
      (app) => ({ 53: [app, app.at('ssh')] }),
      `'ports.53' of 'app-public' must have one endpoint for each protocol, such as [dns.at('dns'), dns.at('dns-tcp')], got two for TCP`,
    ],
    [
      (app) => ({ 53: { to: app.at('dns'), host: 'dns.example.com' } }),
      `'ports.53.host' of 'app-public' must be absent for a port that is not TCP, which has no TLS handshake, got 'dns.example.com' for 5353/UDP`,
    ],
    [
      (app) => ({ 22: { to: app, host: 'mqtt' } }),
      `'ports.22.host' of 'app-public' must be a DNS name such as 'shop.example.com', got 'mqtt'`,
    ],
  ])('fail on bad ports, and show good ones: %#', (ports, message) => {
    expect(() => stackOf(testDev, ports as typeof ssh)).toThrow(message);
  });

  test('fail on two workloads, since a Service selects the pods of one', () => {
    const stack = testStack();
    const [a, b] = ['a', 'b'].map((id) => new WebService(stack, id, { image: 'app:1', port: 80 })) as [
      WebService,
      WebService,
    ];

    expect(() => new PublishedPorts(stack, 'public', { ports: { 22: a, 23: b } })).toThrow(
      `'ports' of 'public' must lead to one workload, such as 'a', got 'b' too: give that PublishedPorts of its own`,
    );
  });

  test('fail on the pods of an operator', () => {
    const stack = testStack();
    const db = new PostgresCluster(stack, 'db', {
      image: 'ghcr.io/cloudnative-pg/postgresql:17.6',
      database: 'shop',
      storage: Size.gibibytes(1),
    });

    expect(() => new PublishedPorts(stack, 'public', { ports: { 5432: db } })).toThrow(
      `'ports' of 'public' must lead to a workload of slipway, such as git.at('ssh'), got 'db', of whose pods only the operator knows which one serves`,
    );
  });

  test('fail on a port of the nodes that another stack has', () => {
    const app = Testing.app();
    const publish = (name: string) => {
      const stack = new Stack(app, name, { environment: testDev });
      const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
      new PublishedPorts(stack, 'public', { ports: { 5432: db } });
    };
    publish('one');

    expect(() => {
      publish('two');
    }).toThrow(
      `'nodePort' of PublishedPorts 'public' must be in no other PublishedPorts, such as 32665, got '32664', which PublishedPorts 'public' of the stack 'one' has`,
    );
  });

  test('of two stacks have a load balancer each', () => {
    const app = Testing.app();
    for (const name of ['one', 'two']) {
      const stack = new Stack(app, name, { environment: testProd });
      const broker = new StatefulService(stack, 'broker', { image: 'b:1', port: 1883, dataPath: '/data' });
      expect(() => new PublishedPorts(stack, 'public', { ports: { 1883: broker } })).not.toThrow();
    }
  });
});

describe('PublishedPorts with Gateway API', () => {
  const parent = (sectionName: string) => [{ name: 'nginx', namespace: 'nginx-gateway', sectionName }];
  const rules = (port: number) => [{ backendRefs: [{ name: 'app', port }] }];

  test('are a route for each port, and no Service', () => {
    const manifests = manifestsOf(gatewayApi, (app) => ({
      ...ssh(app),
      ...dns(app),
      8883: { to: app, host: 'mqtt.example.com' },
    }));

    expect(manifests.names).not.toContain('Service/app-public');
    expect(manifests.at('TCPRoute/app-public-22', 'spec')).toEqual({
      parentRefs: parent('tcp-22'),
      rules: rules(2222),
    });
    expect(manifests.at('UDPRoute/app-public-53', 'spec')).toEqual({
      parentRefs: parent('udp-53'),
      rules: rules(5353),
    });
    expect(manifests.at('TCPRoute/app-public-53', 'spec.parentRefs')).toEqual(parent('tcp-53'));
    expect(manifests.at('TLSRoute/app-public-8883', 'spec')).toEqual({
      parentRefs: parent('tls-8883'),
      hostnames: ['mqtt.example.com'],
      rules: rules(3000),
    });
  });

  test('let the Gateway in, and nobody else', () => {
    expect(manifestsOf(gatewayApi, dns).at('NetworkPolicy/app', 'spec.ingress')).toEqual(
      ['UDP', 'TCP'].map((protocol) => ({
        from: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'nginx-gateway' } } }],
        ports: [{ port: 5353, protocol }],
      })),
    );
  });

  test('fail on SCTP, which it has not', () => {
    expect(() => stackOf(gatewayApi, (app) => ({ 2905: app.at('sctp') }))).toThrow(
      `'ports.2905' of 'app-public' must be TCP or UDP, which Gateway API knows, such as { 2905: app.at('tcp') }, got SCTP`,
    );
  });

  test('have a listener each in the SharedGateway', () => {
    const all: Required<SharedGatewayProps> = {
      environment: gatewayApi,
      ports: { 22: 'TCP', 53: ['TCP', 'UDP'], 8883: 'TLS' },
    };
    const gateway = Manifests.of(new SharedGateway(Testing.app(), 'gateway', all));
    const listeners = gateway.at('Gateway/nginx', 'spec.listeners') as { name: string }[];
    const schema = new KubernetesSchema();

    expect(listeners.map(({ name }) => name)).toEqual([
      'http',
      'https',
      'tcp-22',
      'tcp-53',
      'udp-53',
      'tls-8883',
    ]);
    expect(listeners.at(-1)).toMatchObject({ port: 8883, protocol: 'TLS', tls: { mode: 'Passthrough' } });
    expect(listeners[2]).toMatchObject({
      port: 22,
      protocol: 'TCP',
      allowedRoutes: { namespaces: { from: 'Selector' } },
    });
    expect(
      [...gateway.all, ...manifestsOf(gatewayApi, dns).all].flatMap((manifest) => schema.errors(manifest)),
    ).toEqual([]);
  });

  test.each([
    [
      '443',
      `'ports' of 'gateway' must be other ports than 80 and 443, which are for HTTP, such as { 22: 'TCP' }, got '443'`,
    ],
    ['ssh', `'ports' of 'gateway' must have ports from 1 to 65535 as keys, such as 22, got 'ssh'`],
  ])('fail on a listener at %s', (port, message) => {
    const props = { environment: gatewayApi, ports: { [port]: 'TCP' } } as const;

    expect(() => new SharedGateway(Testing.app(), 'gateway', props)).toThrow(message);
  });
});
