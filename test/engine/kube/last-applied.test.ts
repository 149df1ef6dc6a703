import type { KubeObject } from '../../../engine/kube/kube-object';
import { withLastApplied } from '../../../engine/kube/last-applied';

const name = 'kubectl.kubernetes.io/last-applied-configuration';

const configMap = (text: string) => ({
  kind: 'ConfigMap',
  apiVersion: 'v1',
  metadata: { name: 'files', annotations: { owner: 'shop' } },
  data: { 'b.conf': text, 'a.conf': 'ä' },
});

test('a manifest has what kubectl apply would have kept of it, as kubectl writes it', () => {
  const { metadata, ...rest } = withLastApplied(configMap('if (a < b && c > d)\u2028'));

  expect(metadata.annotations).toEqual({
    owner: 'shop',
    [name]:
      '{"apiVersion":"v1","data":{"a.conf":"ä","b.conf":"if (a \\u003c b \\u0026\\u0026 c \\u003e d)\\u2028"},' +
      '"kind":"ConfigMap","metadata":{"annotations":{"owner":"shop"},"name":"files"}}\n',
  });
  expect(rest.data).toEqual({ 'b.conf': 'if (a < b && c > d)\u2028', 'a.conf': 'ä' });
});

test('a manifest without annotations has empty ones there', () => {
  const manifest: KubeObject = { kind: 'Service', apiVersion: 'v1', metadata: { name: 'web' } };

  expect(withLastApplied(manifest).metadata.annotations?.[name]).toContain('"metadata":{"annotations":{},');
});

test.each(['data', 'stringData'])('the annotation of a Secret has none of its %s', (field) => {
  const secret: KubeObject = {
    kind: 'Secret',
    apiVersion: 'v1',
    metadata: { name: 'app' },
    [field]: { key: 'opensesame' },
  };

  const { metadata, ...rest } = withLastApplied(secret);

  expect(metadata.annotations?.[name]).not.toContain('opensesame');
  expect(rest).toMatchObject({ [field]: { key: 'opensesame' } });
});

test('a manifest that is too long for an annotation has none', () => {
  const long = configMap('a'.repeat(210 * 1024));

  expect(withLastApplied(long)).toEqual(long);
});
