import { type Port, Probe, StatefulService, WebService, type WebServiceProps, Worker } from '../../../lib';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { policies } from '../../support/policies';
import { testStack } from '../../support/stack';

const ports = {
  http: { port: 8080, appProtocol: 'http' },
  admin: 9000,
  dns: { port: 53, protocol: 'UDP' },
  'dns-tcp': 53,
  sigtran: { port: 2905, protocol: 'SCTP' },
} as const satisfies Record<string, number | Port>;

const inService = [
  { name: 'http', port: 8080, targetPort: 8080, protocol: 'TCP', appProtocol: 'http' },
  { name: 'admin', port: 9000, targetPort: 9000, protocol: 'TCP' },
  { name: 'dns', port: 53, targetPort: 53, protocol: 'UDP' },
  { name: 'dns-tcp', port: 53, targetPort: 53, protocol: 'TCP' },
  { name: 'sigtran', port: 2905, targetPort: 2905, protocol: 'SCTP' },
];

const inContainer = [
  { name: 'http', containerPort: 8080, protocol: 'TCP' },
  { name: 'admin', containerPort: 9000, protocol: 'TCP' },
  { name: 'dns', containerPort: 53, protocol: 'UDP' },
  { name: 'dns-tcp', containerPort: 53, protocol: 'TCP' },
  { name: 'sigtran', containerPort: 2905, protocol: 'SCTP' },
];

/** A stack with the workload `dns` of each kind that has ports, and a client of it. */
const kinds = {
  WebService: (props: object) => new WebService(testStack(), 'dns', { image: 'dns:1', ...props }),
  StatefulService: (props: object) =>
    new StatefulService(testStack(), 'dns', { image: 'dns:1', dataPath: '/data', ...props }),
  Worker: (props: object) => new Worker(testStack(), 'dns', { image: 'dns:1', ...props }),
};

function manifestsOf({ node }: WebService | StatefulService | Worker): Manifests {
  return Manifests.of(node.scope as ReturnType<typeof testStack>);
}

function web(props: Partial<WebServiceProps>): WebService {
  return kinds.WebService(props);
}

describe.each(Object.entries(kinds))('a %s with several ports', (kind, make) => {
  const owner = `${kind === 'StatefulService' ? 'StatefulSet' : 'Deployment'}/dns`;

  test('has each in its Service and its container, TCP and UDP on one number too', () => {
    const manifests = manifestsOf(make({ ports }));

    expect(manifests.at('Service/dns', 'spec.ports')).toEqual(inService);
    expect(manifests.container(owner, 'ports')).toEqual(inContainer);
  });

  test('lets a client in at the port that it names, and at no other', () => {
    const dns = make({ ports });
    const client = new Worker(dns.node.scope as never, 'client', {
      image: 'client:1',
      connectsTo: [dns.at('dns'), dns.at('dns-tcp')],
    });
    const manifests = manifestsOf(dns);

    expect(manifests.at('NetworkPolicy/dns', 'spec.ingress')).toEqual(
      ['UDP', 'TCP'].map((protocol) => ({
        from: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'client' } } }],
        ports: [{ port: 53, protocol }],
      })),
    );
    expect(manifests.at('NetworkPolicy/client', 'spec.egress')).toEqual([
      expect.objectContaining({
        to: [expect.objectContaining({ namespaceSelector: expect.anything() as unknown })],
      }),
      ...['UDP', 'TCP'].map((protocol) => ({
        to: [{ podSelector: { matchLabels: { 'app.kubernetes.io/name': 'dns' } } }],
        ports: [{ port: 53, protocol }],
      })),
    ]);
    expect(client.connections.accepted).toEqual([]);
    expect(dns.connections.accepted).toEqual(['client']);
  });

  test('is checked at the port that a probe names, else at the first TCP port', () => {
    const manifests = manifestsOf(
      make({
        ports: { dns: { port: 53, protocol: 'UDP' }, http: 8080, admin: 9000 },
        readiness: Probe.fromHttpGet('/ready', { port: 'admin' }).with({ failureThreshold: 5 }),
        liveness: Probe.fromTcpSocket(),
      }),
    );

    expect(manifests.container(owner, 'readinessProbe')).toMatchObject({
      httpGet: { path: '/ready', port: 9000 },
      failureThreshold: 5,
    });
    expect(manifests.container(owner, 'livenessProbe.tcpSocket.port')).toBe(8080);
  });

  test('keeps the policies, and is what Kubernetes defines', () => {
    const readiness = Probe.fromHttpGet('/ready');
    const liveness = Probe.fromTcpSocket({ port: 'admin' });
    const manifests = manifestsOf(make({ ports, startup: liveness, readiness, liveness }));
    const schema = new KubernetesSchema();

    expect(Object.values(policies).flatMap((policy) => policy(manifests))).toEqual([]);
    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });

  test.each<[object, string]>([
    [{ http: 0 }, `'ports.http' of 'dns' must be a whole number from 1 to 65535 such as 8080, got '0'`],
    [
      { http: { port: 70_000 } },
      `'ports.http' of 'dns' must be a whole number from 1 to 65535 such as 8080, got '70000'`,
    ],
    [
      { http: '80' },
      `'ports.http' of ${kind} 'dns' must be a number or an object with 'port', got the string '80'`,
    ],
    [
      { http: { port: 80, protocol: 'udp' } },
      `'ports.http.protocol' of ${kind} 'dns' must be 'TCP', 'UDP' or 'SCTP', got the string 'udp'`,
    ],
    [
      { http: { number: 80 } },
      `unknown prop 'ports.http.number' of ${kind} 'dns'; there are appProtocol, port, protocol`,
    ],
    ...['Http', 'dns-', '-dns', 'dns--tcp', '53', 'administration-ui', ''].map((name): [object, string] => [
      { [name]: 80 },
      `'ports' of 'dns' must have names of at most 15 lower-case letters, digits and single hyphens, with a letter, such as 'http' or 'dns-tcp', got '${name}'`,
    ]),
    [
      { http: 80, web: 80 },
      `'ports.web' of 'dns' must have another number or protocol than 'ports.http', such as { port: 80, protocol: 'UDP' }, got 80`,
    ],
    [
      { a: { port: 53, protocol: 'UDP' }, b: { port: 53, protocol: 'UDP' } },
      `'ports.b' of 'dns' must have another number or protocol than 'ports.a', such as { port: 53, protocol: 'TCP' }, got 53/UDP`,
    ],
    [
      { http: { port: 80, appProtocol: 'not one' } },
      `'ports.http.appProtocol' of 'dns' must be a service name of IANA or one with a domain, such as 'https' or 'kubernetes.io/h2c', got 'not one'`,
    ],
  ])('fails on the ports %j, and shows good ones', (bad, message) => {
    expect(() => make({ ports: bad })).toThrow(message);
  });

  test.each(['a', 'http', 'dns-tcp', 'x11', '9p', 'abcdefghijklmno'])('takes the name %s', (name) => {
    expect(manifestsOf(make({ ports: { [name]: 8080 } })).at('Service/dns', 'spec.ports.0.name')).toBe(name);
  });

  test('fails on a port that it does not have, and shows one that it has', () => {
    const dns = make({ ports: { http: 8080, admin: 9000 } });

    expect(() => dns.at('admni')).toThrow(
      `at() of 'dns' must name a port of it, such as 'http', got 'admni': did you mean 'admin'?`,
    );
    expect(() => dns.at('ssh')).toThrow(
      `at() of 'dns' must name a port of it, such as 'http', got 'ssh'; there are http, admin`,
    );
  });

  test.each([
    [
      'admni',
      `'readiness' of 'dns' must name a port of it, such as 'http', got 'admni': did you mean 'admin'?`,
    ],
    ['dns', `'readiness' of 'dns' must name a TCP port, such as 'http', got 'dns', which is 53/UDP`],
  ])('fails on a probe of the port %s', (port, message) => {
    const some = { http: 8080, admin: 9000, dns: { port: 53, protocol: 'UDP' } };

    expect(() => make({ ports: some, readiness: Probe.fromTcpSocket({ port }) })).toThrow(message);
  });
});

describe.each(Object.entries({ WebService: kinds.WebService, StatefulService: kinds.StatefulService }))(
  'a %s',
  (_, make) => {
    test('has the first of its ports as the main one', () => {
      const { host, port, protocol } = make({ ports: { dns: { port: 53, protocol: 'UDP' }, http: 8080 } });

      expect({ host, port, protocol }).toEqual({ host: 'dns', port: 53, protocol: 'UDP' });
    });

    test('opens the main port to a client that names none', () => {
      const dns = make({ ports: { dns: { port: 53, protocol: 'UDP' }, http: 8080 } });
      new Worker(dns.node.scope as never, 'client', { image: 'client:1', connectsTo: [dns] });

      expect(manifestsOf(dns).at('NetworkPolicy/dns', 'spec.ingress.0.ports')).toEqual([
        { port: 53, protocol: 'UDP' },
      ]);
    });

    test.each([{}, { ports: {} }])(
      'fails with %j where a port is asked for, and shows both ways',
      (props) => {
        expect(() => make(props).port).toThrow(
          `'port' of 'dns' must be the port that it listens on, such as 8080, or 'ports' several, such as { http: 8080, metrics: 9090 }, got none`,
        );
      },
    );

    test('fails with both ways at once', () => {
      expect(() => make({ port: 80, ports: { metrics: 9090 } })).toThrow(
        `'ports' of 'dns' must have all ports, the main one first, such as { http: 80, metrics: 9090 }, got 'port' too`,
      );
    });

    test('fails on a named port if its only one has no name', () => {
      expect(() => make({ port: 80 }).at('admin')).toThrow(
        `at() of 'dns' must name a port of it, such as one of 'ports' such as { admin: 9090 }, got 'admin'; its ports have no names`,
      );
    });

    test('fails without a TCP port if it has no check of its own', () => {
      expect(() => make({ ports: { dns: { port: 53, protocol: 'UDP' } } })).toThrow(
        /^'(readiness|liveness)' of 'dns', which has no TCP port, must be a command such as Probe\.fromCommand\(/,
      );
    });
  },
);

describe('a Worker', () => {
  test('with ports drains, like all that has a Service', () => {
    const manifests = manifestsOf(kinds.Worker({ ports: { metrics: 9090 } }));

    expect(manifests.container('Deployment/dns', 'lifecycle')).toEqual({
      preStop: { sleep: { seconds: 10 } },
    });
    expect(manifests.at('Service/dns', 'spec.selector')).toEqual({ 'app.kubernetes.io/name': 'dns' });
  });

  test('has no Service without ports', () => {
    expect(manifestsOf(kinds.Worker({ ports: {} })).names).not.toContain('Service/dns');
  });

  test('with ports is no endpoint as a whole', () => {
    const worker = kinds.Worker({ ports: { metrics: 9090 } });

    expect(() => web({ connectsTo: [worker as never] })).toThrow(
      /'connectsTo\[0\]' of WebService 'dns' must be/,
    );
  });
});
