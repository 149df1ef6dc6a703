import { addressOfPort, nodePortsOf, parseMapped } from '../../../engine/kube/node-ports';

const service = (ports: readonly object[]) => ({
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'dns-public' },
  spec: { ports },
});

describe('the ports of the nodes', () => {
  test('are those of Services that have some', () => {
    const published = service([
      { port: 53, protocol: 'UDP', nodePort: 30053 },
      { port: 53, nodePort: 30053 },
    ]);

    expect(nodePortsOf([service([{ port: 80 }]), published])).toEqual([
      { service: 'dns-public', port: 53, protocol: 'UDP', nodePort: 30053 },
      { service: 'dns-public', port: 53, protocol: 'TCP', nodePort: 30053 },
    ]);
  });

  test('have the addresses that docker tells, by protocol', () => {
    const mapped = parseMapped(
      '80/tcp -> 127.0.0.1:8080\n30053/udp -> 127.0.0.1:53\n30022/tcp -> [::1]:22\n',
    );
    const at = (nodePort: number, protocol: string) =>
      addressOfPort({ service: 's', port: 1, nodePort, protocol }, mapped);

    expect(at(30053, 'UDP')).toBe('127.0.0.1:53');
    expect(at(30053, 'TCP')).toBeUndefined();
    expect(at(30022, 'TCP')).toBe('[::1]:22');
  });
});
