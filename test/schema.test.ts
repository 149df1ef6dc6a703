import { KubernetesSchema } from './support/kubernetes-schema';
import type { Manifest } from './support/manifests';
import { everyStack } from './support/stacks';

const schema = new KubernetesSchema();

test.each(everyStack())('$stack in $environment is what Kubernetes 1.34 defines', ({ manifests }) => {
  expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
});

describe('KubernetesSchema', () => {
  const service: Manifest = {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { ports: [{ port: 80, targetPort: 80 }] },
  };

  test('accepts what is right', () => {
    expect(schema.errors(service)).toEqual([]);
  });

  test('checks custom resources, too', () => {
    const cluster: Manifest = {
      apiVersion: 'postgresql.cnpg.io/v1',
      kind: 'Cluster',
      metadata: { name: 'db' },
      spec: { instances: 3, postgresql: { parameters: { work_mem: '8MB' } } },
    };

    expect(schema.errors(cluster)).toEqual([]);
    expect(schema.errors({ ...cluster, spec: { instances: 3, postgresql: { params: {} } } })).toEqual([
      'Cluster/db/spec/postgresql must NOT have additional properties {"additionalProperty":"params"}',
    ]);
    expect(schema.errors({ ...cluster, spec: { instances: '3' } })).toEqual([
      'Cluster/db/spec/instances must be integer {"type":"integer"}',
    ]);
  });

  test('finds an unknown field, a wrong type and a missing field', () => {
    expect(schema.errors({ ...service, spec: { prots: [] } })).toEqual([
      'Service/web/spec must NOT have additional properties {"additionalProperty":"prots"}',
    ]);
    expect(schema.errors({ ...service, spec: { ports: [{ port: '80' }] } })).toEqual([
      'Service/web/spec/ports/0/port must be integer {"type":"integer"}',
    ]);
    expect(schema.errors({ ...service, spec: { ports: [{}] } })).toEqual([
      'Service/web/spec/ports/0 must have required property \'port\' {"missingProperty":"port"}',
    ]);
  });

  test('fails on a kind that does not exist', () => {
    expect(() => schema.errors({ ...service, kind: 'Servce' })).toThrow('Kubernetes 1.34 has no v1 Servce');
  });
});
