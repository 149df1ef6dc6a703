import type { Container } from 'kubernetes-types/core/v1';
import { type ImportedFile, importOf, portsOf } from '../../support/imports';

let file: ImportedFile;

beforeAll(async () => {
  file = await importOf(`name: lookup
services:
  names:
    image: example/name-server:1.4.0
    ports:
      - "53:53/tcp"
      - "53:53/udp"
      - "9080:9080"
  prober:
    image: example/prober:3.0.1
    environment:
      SERVER: names
      PAGE: http://names:9080
    depends_on: [names]
`);
});

const three = ['53/TCP', '53/UDP', '9080/TCP'];

describe('ports of one service, one of them with two protocols', () => {
  test('the Service has them, with different short names', () => {
    const ports = file.objects.at('Service/names', 'spec.ports') as { name: string }[];
    const names = ports.map(({ name }) => name);

    expect(portsOf(ports)).toEqual(three);
    expect(new Set(names).size).toBe(3);
    expect(names.filter((name) => name.length > 15)).toEqual([]);
  });

  test('the container lists them', () => {
    expect(portsOf(file.objects.container('Deployment/names', 'ports'))).toEqual(three);
  });

  test('no probe asks a UDP port', () => {
    const [container] = file.objects.pod('Deployment/names', 'containers') as Container[];
    const { livenessProbe, readinessProbe, startupProbe } = container ?? {};

    for (const probe of [livenessProbe, readinessProbe, startupProbe])
      expect(Object.keys(probe ?? {})).toEqual(expect.arrayContaining(['tcpSocket']));
  });

  test('the other service may reach all of them, and no others', () => {
    const egress = file.objects.at('NetworkPolicy/prober', 'spec.egress') as {
      to: { podSelector?: { matchLabels: Record<string, string> }; namespaceSelector?: unknown }[];
      ports?: unknown;
    }[];
    const toNames = egress.filter(({ to: [peer] }) => peer?.podSelector && !peer.namespaceSelector);

    expect(toNames.map(({ to }) => to[0]?.podSelector?.matchLabels['app.kubernetes.io/name'])).toEqual([
      'names',
      'names',
      'names',
    ]);
    expect(toNames.flatMap(({ ports }) => portsOf(ports))).toEqual(three);
    expect(JSON.stringify(egress)).not.toContain('kubernetes.io/metadata.name":"lookup');
  });

  test('the one for HTTP is published by an Ingress, and the other by a Service', () => {
    const ingresses = file.objects.all.filter(({ kind }) => kind === 'Ingress');

    expect(ingresses).toHaveLength(1);
    expect(JSON.stringify(ingresses)).toContain('"number":9080');
    expect(JSON.stringify(ingresses)).not.toContain('53');
    expect(file.objects.at('Service/names-published', 'spec.type')).toBe('NodePort');
    expect(portsOf(file.objects.at('Service/names-published', 'spec.ports'))).toEqual(['53/TCP', '53/UDP']);
  });

  test('the process may listen below 1024, by what the ledger names', () => {
    expect(file.objects.pod('Deployment/names', 'securityContext.sysctls')).toEqual([
      { name: 'net.ipv4.ip_unprivileged_port_start', value: '0' },
    ]);
    expect(file.entry('services.names.ports[0].target').to).toContainEqual({
      object: 'Deployment/names',
      field: 'spec.template.spec.securityContext.sysctls[name=net.ipv4.ip_unprivileged_port_start]',
    });
  });

  test('the other service, without ports, has no Service', () => {
    expect(file.objects.names).not.toContain('Service/prober');
  });
});
