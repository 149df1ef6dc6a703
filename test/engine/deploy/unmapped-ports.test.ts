import { planOf } from '../../../engine/deploy/plan';
import { checkMapped } from '../../../engine/deploy/unmapped-ports';
import { failureOf } from '../../support/failure';
import { shop } from '../../support/shop';

const objects = [
  {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'dns-public' },
    spec: {
      ports: [
        { port: 53, protocol: 'UDP', nodePort: 30053 },
        { port: 53, protocol: 'TCP', nodePort: 30053 },
      ],
    },
  },
];

function warnings(live: object): readonly string[] {
  const empty = { context: 'kind-slipway', objects: [], volumes: [], secrets: [], clusters: [] };
  return planOf({ stack: shop, objects }, { ...empty, ...live }).warnings;
}

const tcp = ['30053/TCP', '127.0.0.1:53'] as const;
const udp = ['30053/UDP', '127.0.0.1:53'] as const;

describe('a published port', () => {
  test('that no port of this machine leads to is told with the lines that map it', () => {
    expect(warnings({ kind: 'slipway', mappedPorts: new Map([udp]) })).toEqual([
      `Service/dns-public publishes port 53 at port 30053 of the nodes, but no port of this machine leads there. Add { containerPort: 30053, hostPort: 53, listenAddress: 127.0.0.1, protocol: TCP } to 'extraPortMappings' in kind-config.yaml, and create the cluster again: 'kind delete cluster --name slipway' deletes it with all its data. Until then: kubectl --context kind-slipway --namespace shop port-forward service/dns-public 30053:53.`,
    ]);
  });

  test('for UDP is told without kubectl, which forwards only TCP', () => {
    const [first, ...others] = warnings({ kind: 'slipway', mappedPorts: new Map([tcp]) });

    expect(first).toMatch(
      /^Service\/dns-public publishes port 53\/UDP .* protocol: UDP } .* all its data\.$/,
    );
    expect(others).toEqual([]);
  });

  test.each([
    ['that is mapped', { kind: 'slipway', mappedPorts: new Map([tcp, udp]) }],
    ['of a cluster that is not kind', {}],
  ])('%s needs no warning', (_, live) => {
    expect(warnings(live)).toEqual([]);
  });
});

describe('a kind configuration', () => {
  const config = { file: 'kind-config.yaml', name: 'slipway', hostPorts: [] };

  test('that does not map a published port makes no cluster', () => {
    const refusal = failureOf(() => {
      checkMapped(objects, { ...config, nodePorts: ['80/TCP', '30053/TCP'] });
    });

    expect(refusal.paragraph()).toBe(
      `no port of this machine would lead to 53/UDP of Service/dns-public, since kind-config.yaml does not map it. Add { containerPort: 30053, hostPort: 53, listenAddress: 127.0.0.1, protocol: UDP } to its 'extraPortMappings', with a hostPort that is free, and repeat the command. kind maps ports only when it creates a cluster.`,
    );
  });

  test('that maps all makes one', () => {
    expect(() => {
      checkMapped(objects, { ...config, nodePorts: ['30053/TCP', '30053/UDP'] });
      checkMapped([], { ...config, nodePorts: [] });
    }).not.toThrow();
  });
});
