import { stackSelector } from '../../lib/contract';
import { type KubeObject, nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { isRecord } from './record';

/**
 * The kinds that slipway creates and may delete.
 *
 * Not PersistentVolumeClaims and Namespaces, which hold data, and not custom resources, which may own data.
 */
export const deletableKinds: readonly string[] = [
  ...[
    'Deployment',
    'StatefulSet',
    'DaemonSet',
    'Job',
    'CronJob',
    'HorizontalPodAutoscaler',
    'PodDisruptionBudget',
  ],
  ...['Service', 'Ingress', 'NetworkPolicy', 'ConfigMap', 'Secret', 'ServiceAccount', 'Role', 'RoleBinding'],
  ...['ResourceQuota', 'LimitRange'],
];

/** The objects of these kinds that slipway has created for a stack. */
export async function ownedObjects(
  kubectl: Kubectl,
  stack: string,
  kinds = deletableKinds,
): Promise<readonly KubeObject[]> {
  const found = await kubectl.list(kinds, ['--namespace', stack, '--selector', stackSelector(stack)]);
  // Kubernetes deletes an object with its owner.
  return found.filter(({ metadata }) => (metadata.ownerReferences ?? []).length === 0);
}

/** The objects in `live` that `wanted` no longer has. */
export function leftovers(live: readonly KubeObject[], wanted: readonly KubeObject[]): KubeObject[] {
  const names = new Set(wanted.map(nameOf));
  return live.filter(
    (object) => deletableKinds.includes(object.kind) && !names.has(nameOf(object)) && !isRecord(object),
  );
}

/** Deletes objects of a namespace, and waits until they are gone. */
export async function deleteObjects(
  kubectl: Kubectl,
  namespace: string,
  objects: readonly KubeObject[],
): Promise<void> {
  if (objects.length === 0) return;
  await kubectl.run(['delete', '--namespace', namespace, '--ignore-not-found', ...objects.map(nameOf)]);
}
