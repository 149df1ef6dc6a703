import type { Difference } from '../../engine/deploy/difference';
import { type KubeObject, nameOf } from '../../engine/kube/kube-object';
import type { Comparison } from './comparison';
import { patchOf } from './patch';

/** What a launch would do to an object, for programs: docs/json-output.md describes the fields. */
export interface ObjectJson {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;

  /** Absent for what is in no namespace. */
  readonly namespace?: string;
  readonly action: Difference['change'] | 'unchanged';

  /** A unified diff; absent where there is none to show. */
  readonly diff?: string;
}

/** What `up` would do, for programs: docs/json-output.md describes the fields. */
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
 * All objects of a launch, sorted by kind and name: those that differ, and those that do not.
 *
 * @param wanted the objects that a launch applies
 * @param brief whether the diffs are left out
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
