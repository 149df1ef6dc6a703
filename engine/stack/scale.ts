import { BadUsage } from '../base/failure';
import type { KubeObject, WorkloadObject } from '../kube/kube-object';

/** Number of pods by the name of a Deployment or StatefulSet. */
export type Scale = Readonly<Record<string, number>>;

const kinds = ['Deployment', 'StatefulSet'];

/**
 * Objects with the given numbers of pods; 0 stops a workload. The autoscaler of such a workload is removed.
 *
 * @throws BadUsage if a name is not that of a Deployment or StatefulSet
 */
export function scaled(objects: readonly KubeObject[], scale: Scale): readonly KubeObject[] {
  const names = scalable(objects);
  const unknown = Object.keys(scale).find((name) => !names.includes(name));
  if (unknown !== undefined) {
    throw new BadUsage(
      `'--scale' names '${unknown}', which is not a Deployment or StatefulSet of the stack`,
      `The stack has ${names.join(', ')}.`,
    );
  }
  return objects.flatMap((object) => {
    const replicas = scale[object.metadata.name];
    if (replicas === undefined) return [object];
    if (object.kind === 'HorizontalPodAutoscaler') return [];
    if (!kinds.includes(object.kind)) return [object];
    return [{ ...object, spec: { ...(object as WorkloadObject).spec, replicas } }];
  });
}

/** The part of a scale for the workloads among the objects. */
export function scaleOf(objects: readonly KubeObject[], scale: Scale): Scale {
  const names = scalable(objects);
  return Object.fromEntries(Object.entries(scale).filter(([name]) => names.includes(name)));
}

function scalable(objects: readonly KubeObject[]): string[] {
  return objects.filter(({ kind }) => kinds.includes(kind)).map(({ metadata }) => metadata.name);
}
