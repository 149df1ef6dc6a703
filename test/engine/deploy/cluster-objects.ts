import type { Claim } from '../../../engine/deploy/volumes';
import type { KubeObject } from '../../../engine/kube/kube-object';

/** An object as the API server has it. */
export function object(kind: string, name: string, rest: object = {}): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name }, ...rest };
}

/** A Deployment or Job whose pods run an image. */
export function workload(kind: string, name: string, image: string, spec: object = {}): KubeObject {
  const metadata = { labels: { 'app.kubernetes.io/name': name } };
  const template = { metadata, spec: { containers: [{ name, image }] } };
  return object(kind, name, { spec: { replicas: 1, template, ...spec } });
}

/** A StatefulSet whose pod has a volume. */
export function store(name: string, image: string, storage = '1Gi'): KubeObject {
  return workload('StatefulSet', name, image, { volumeClaimTemplates: [claim('data', storage)] });
}

/** A claim; `labels` are those that a StatefulSet gives to what it makes. */
export function claim(
  name: string,
  storage = '1Gi',
  { labels = {}, className = 'disks', phase = 'Bound' } = {},
): Claim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name, labels },
    spec: { storageClassName: className, resources: { requests: { storage } } },
    status: { phase },
  };
}

/** The claim of the first pod of a store. */
export function claimOf(name: string, storage = '1Gi'): Claim {
  return claim(`data-${name}-0`, storage, { labels: { 'app.kubernetes.io/name': name } });
}
