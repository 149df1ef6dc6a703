import { type KubeObject, podTemplateOf } from '../../engine/kube/kube-object';

interface Variable {
  readonly name: string;
  readonly valueFrom?: { readonly secretKeyRef?: unknown };
}

/** By workload, the variables with a value from a Secret. */
export function secretVariables(objects: readonly KubeObject[]): ReadonlyMap<string, ReadonlySet<string>> {
  return new Map(
    objects.flatMap((object) => {
      const template = podTemplateOf(object);
      if (!template) return [];
      const containers = template.spec.containers as readonly { readonly env?: readonly Variable[] }[];
      const names = containers
        .flatMap(({ env = [] }) => env)
        .filter(({ valueFrom }) => valueFrom?.secretKeyRef !== undefined)
        .map(({ name }) => name);
      return [[object.metadata.name, new Set(names)]];
    }),
  );
}
