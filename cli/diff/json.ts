import type { Difference } from '../../engine/deploy/difference';
import { type KubeObject, nameOf } from '../../engine/kube/kube-object';
import type { Comparison } from './comparison';
import { patchOf } from './patch';

/** The change of an object, for programs. docs/json-output.md describes the fields. */
export interface ObjectJson {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;

  /** Absent for an object without a namespace. */
  readonly namespace?: string;
  readonly action: Difference['change'] | 'unchanged';

  /** A unified diff; absent if there is none. */
  readonly diff?: string;
}

/** The changes that `up` would make, for programs. docs/json-output.md describes the fields. */
export function comparisonJson(
  { context, differences, plan, warnings, unbuilt }: Comparison,
  brief: boolean,
): object {
  return {
    context,
    changed: differences.length > 0,
    objects: objectsJson(differences, [...plan.controller, ...plan.objects], brief),
    resumed: plan.resumed,
    warnings,
    notCompared: unbuilt,
  };
}

/**
 * All objects of a launch, with and without differences, sorted by kind and name.
 *
 * @param wanted the objects that a launch applies
 * @param brief whether to leave out the diffs
 */
export function objectsJson(
  differences: readonly Difference[],
  wanted: readonly KubeObject[],
  brief: boolean,
): ObjectJson[] {
  const differing = differences.flatMap((difference) => {
    const object = difference.after ?? difference.before;
    if (!object) return [];
    const diff = brief ? '' : patchOf(difference).join('\n');
    return [{ ...objectJson(object, difference.change), ...(diff !== '' && { diff }) }];
  });
  const known = new Set(differences.map(({ name }) => name));
  const same = wanted
    .filter((object) => !known.has(nameOf(object)))
    .map((object) => objectJson(object, 'unchanged'));
  return [...differing, ...same].sort((a, b) => (nameIn(a) < nameIn(b) ? -1 : 1));
}

function objectJson({ apiVersion, kind, metadata }: KubeObject, action: ObjectJson['action']): ObjectJson {
  const { name, namespace } = metadata;
  return { apiVersion, kind, name, ...(namespace !== undefined && { namespace }), action };
}

function nameIn({ kind, name }: ObjectJson): string {
  return `${kind}/${name}`;
}
