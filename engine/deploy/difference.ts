import { type KubeObject, nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { type Applied, apply, changes } from './apply';
import type { Plan } from './plan';
import { resized, withTemplateSizes } from './volumes';

/** What a launch would do to one object. */
export interface Difference {
  readonly name: string;

  /** `replaced` is a Job that is deleted and runs again, as its pods can't be changed. */
  readonly change: 'created' | 'configured' | 'replaced' | 'deleted';
  readonly before?: KubeObject;
  readonly after?: KubeObject;
}

/**
 * What would change if a plan were executed: the API server is asked by a server-side dry run, which knows defaults,
 * admission and what other managers have set.
 */
export async function differencesOf(kubectl: Kubectl, plan: Plan): Promise<Difference[]> {
  const { here, homeless } = await byNamespace(kubectl, [...plan.controller, ...plan.objects]);
  const applied = await dryRun(kubectl, here, plan.replacedSets);
  const outdated = new Set(plan.replacedJobs.map(nameOf));
  return [
    ...homeless.map((after) => ({ name: nameOf(after), change: 'created' as const, after })),
    ...applied.flatMap(({ name, change, before, object: after }): Difference[] => {
      if (outdated.has(name)) return [{ name, change: 'replaced', before, after }];
      return change === 'unchanged' ? [] : [{ name, change, before, after }];
    }),
    ...plan.growing.flatMap(({ claim, wanted: size, set }): Difference[] => {
      // A claim of the manifests is among those that the API server was asked about.
      if (set === undefined) return [];
      return [{ name: nameOf(claim), change: 'configured', before: claim, after: resized(claim, size) }];
    }),
    ...plan.pruned.map((before) => ({ name: nameOf(before), change: 'deleted' as const, before })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/** The API server refuses other sizes of claim templates, which a launch brings in by making the StatefulSet anew. */
async function dryRun(
  kubectl: Kubectl,
  wanted: readonly KubeObject[],
  sets: readonly KubeObject[],
): Promise<Applied[]> {
  const applied = await apply(kubectl, withTemplateSizes(wanted, sets), { dryRun: true });
  const after = withTemplateSizes(
    applied.map(({ object }) => object),
    wanted,
  );
  return changes(
    applied.flatMap(({ before }) => before ?? []),
    after,
  );
}

/** No dry run can create an object in a namespace that is only to be created. */
async function byNamespace(
  kubectl: Kubectl,
  objects: readonly KubeObject[],
): Promise<{ here: KubeObject[]; homeless: KubeObject[] }> {
  const names = new Set(objects.flatMap(({ metadata }) => metadata.namespace ?? []));
  const missing = new Set<string>();
  for (const name of names) if (!(await kubectl.find('namespace', name))) missing.add(name);
  const isHomeless = ({ metadata }: KubeObject): boolean => missing.has(metadata.namespace ?? '');
  return { here: objects.filter((each) => !isHomeless(each)), homeless: objects.filter(isHomeless) };
}
