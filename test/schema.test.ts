import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { leastKubernetes } from '../engine/machine/version';
import { KubernetesSchema, kubernetesVersions } from './support/kubernetes-schema';
import type { Manifest } from './support/manifests';
import { everyStack } from './support/stacks';

const cases = everyStack();

const service: Manifest = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata: { name: 'web' },
  spec: { ports: [{ port: 80, targetPort: 80 }] },
};

function text(path: string): string {
  return readFileSync(join(__dirname, '..', path), 'utf8');
}

test('the versions checked are the ends of the range that the README states', () => {
  expect(kubernetesVersions).toEqual([leastKubernetes, '1.37']);
  expect(text('README.md')).toContain(`**Kubernetes**: ${kubernetesVersions.join(' to ')}.`);
});

test('cdk8s imports the newest of them', () => {
  expect(parse(text('cdk8s.yaml'))).toMatchObject({ imports: [`k8s@${kubernetesVersions.at(-1)}.0`] });
});

describe.each(kubernetesVersions)('Kubernetes %s', (version) => {
  const schema = new KubernetesSchema([version]);

  test.each(cases)('defines every object of $stack in $environment', ({ manifests }) => {
    expect(manifests.all).not.toEqual([]);
    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });

  test.each(cases)('refuses an unknown field in every object of $stack in $environment', ({ manifests }) => {
    for (const manifest of manifests.all) {
      expect(schema.errors({ ...manifest, planted: true })).toEqual([
        `${version} ${manifest.kind}/${manifest.metadata.name} must NOT have additional properties {"additionalProperty":"planted"}`,
      ]);
    }
  });

  test('accepts valid objects', () => {
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
      `${version} Cluster/db/spec/postgresql must NOT have additional properties {"additionalProperty":"params"}`,
    ]);
    expect(schema.errors({ ...cluster, spec: { instances: '3' } })).toEqual([
      `${version} Cluster/db/spec/instances must be integer {"type":"integer"}`,
    ]);
  });

  test('finds an unknown field, a wrong type and a missing field', () => {
    expect(schema.errors({ ...service, spec: { prots: [] } })).toEqual([
      `${version} Service/web/spec must NOT have additional properties {"additionalProperty":"prots"}`,
    ]);
    expect(schema.errors({ ...service, spec: { ports: [{ port: '80' }] } })).toEqual([
      `${version} Service/web/spec/ports/0/port must be integer {"type":"integer"}`,
    ]);
    expect(schema.errors({ ...service, spec: { ports: [{}] } })).toEqual([
      `${version} Service/web/spec/ports/0 must have required property 'port' {"missingProperty":"port"}`,
    ]);
  });

  test('has no kind that does not exist', () => {
    expect(schema.errors({ ...service, kind: 'Servce' })).toEqual([
      `${version} Servce/web has no definition as v1`,
    ]);
  });
});

describe('KubernetesSchema', () => {
  const schema = new KubernetesSchema();

  test('finds fields that only the newest version has', () => {
    const pod: Manifest = {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata: { name: 'web' },
      spec: { containers: [{ name: 'web' }], schedulingGroup: {} },
    };

    expect(schema.errors(pod)).toEqual([
      '1.34 Pod/web/spec must NOT have additional properties {"additionalProperty":"schedulingGroup"}',
    ]);
  });

  test('finds fields that only the oldest version has', () => {
    const range: Manifest = {
      apiVersion: 'networking.k8s.io/v1beta1',
      kind: 'ServiceCIDR',
      metadata: { name: 'more' },
      spec: { cidrs: ['10.0.0.0/24'] },
    };

    expect(schema.errors(range)).toEqual([
      '1.37 ServiceCIDR/more has no definition as networking.k8s.io/v1beta1',
    ]);
  });

  test('knows no version that imports/ has no definitions of', () => {
    expect(() => new KubernetesSchema(['1.20'])).toThrow('imports/ has no definitions of Kubernetes 1.20');
  });
});
