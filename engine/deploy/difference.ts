import { type KubeObject, nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { type Applied, apply, changes } from './apply';
import type { Plan } from './plan';
import { resized, withTemplates } from './volumes';

/** The change of one object in a launch. */
export interface Difference {
  readonly name: string;

  /** `replaced` is a Job that is deleted and runs again, since its pod template is immutable. */
  readonly change: 'created' | 'configured' | 'replaced' | 'deleted';
  readonly before?: KubeObject;
  readonly after?: KubeObject;
}

/**
 * The changes that a plan would make. A server-side dry run computes them, with defaults, admission and the fields of
 * other managers.
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
      // A claim of the manifests is already in `applied`.
      if (set === undefined) return [];
      return [{ name: nameOf(claim), change: 'configured', before: claim, after: resized(claim, size) }];
    }),
    ...plan.pruned.map((before) => ({ name: nameOf(before), change: 'deleted' as const, before })),
  ].sort((a, b) => (a.name < b.name ? -1 : 1));
}

/**
 * A dry run with the present claim templates. The API server refuses other ones, for which a launch replaces the
 * StatefulSet.
 */
async function dryRun(
  kubectl: Kubectl,
  wanted: readonly KubeObject[],
  sets: readonly KubeObject[],
): Promise<Applied[]> {
  const applied = await apply(kubectl, withTemplates(wanted, sets), { dryRun: true });
  const after = withTemplates(
    applied.map(({ object }) => object),
    wanted,
  );
  return changes(
    applied.flatMap(({ before }) => before ?? []),
    after,
  );
}

/** Separates the objects whose namespace does not exist yet: a dry run can't create them. */
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
