import { BadUsage } from '../base/failure';
import { type KubeObject, nameOf, type WorkloadObject } from '../kube/kube-object';

/** Number of pods by the name of a Deployment or StatefulSet. */
export type Scale = Readonly<Record<string, number>>;

const kinds = ['Deployment', 'StatefulSet'];

/**
 * Objects with the given numbers of pods; 0 stops a workload. The autoscaler of such a workload is removed.
 *
 * @throws BadUsage if a name is not that of a Deployment or StatefulSet
 * @throws BadUsage if a workload that must never have two pods would have several
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
  for (const object of objects.filter(isSingleton)) {
    const replicas = scale[object.metadata.name] ?? 1;
    if (replicas <= 1) continue;
    throw new BadUsage(
      `'--scale' sets ${nameOf(object)} to ${replicas} pods, and it must never have two: they would use the same data, or do the same work twice`,
      'Set it to 0 or 1.',
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

/** A store has one pod, and a Deployment that is recreated never has two. */
function isSingleton(object: KubeObject): boolean {
  const { strategy } = (object as Partial<Recreated>).spec ?? {};
  return object.kind === 'StatefulSet' || (object.kind === 'Deployment' && strategy?.type === 'Recreate');
}

interface Recreated {
  readonly spec: { readonly strategy?: { readonly type?: string } };
}

/** The part of a scale for the workloads among the objects. */
export function scaleOf(objects: readonly KubeObject[], scale: Scale): Scale {
  const names = scalable(objects);
  return Object.fromEntries(Object.entries(scale).filter(([name]) => names.includes(name)));
}

function scalable(objects: readonly KubeObject[]): string[] {
  return objects.filter(({ kind }) => kinds.includes(kind)).map(({ metadata }) => metadata.name);
}
