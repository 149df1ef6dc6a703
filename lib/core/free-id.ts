import { Construct } from 'constructs';
import { described, nameOfObject } from './kind-text';

type Class = abstract new (...args: never[]) => object;

/**
 * @internal Checks that an id is free in its scope. The ids that slipway itself uses in a `Stack` start with a capital, so that no
 * workload can have them.
 *
 * @param type class of the new construct
 * @returns the id
 * @throws if the scope is no construct, or the id no string
 * @throws if another construct has it
 */
export function freeId(scope: Construct, type: Class, id: string): string {
  if (!Construct.isConstruct(scope) || typeof id !== 'string') {
    throw new Error(
      `a ${type.name} must have a scope and an id, such as new ${type.name}(this, 'web', { … }), got ${described(scope)} and ${described(id)}`,
    );
  }
  const other = scope.node.tryFindChild(id);
  if (!other) return id;
  throw new Error(
    `the id of ${type.name} '${id}' must be one that no other construct of ${scope.node.path === '' ? 'the App' : `'${scope.node.path}'`} has, such as '${id}-${suffix(type)}', got that of ${nameOfObject(other)}`,
  );
}

/** What tells a second construct apart: `credentials` for `Credentials`, `service` for `WebService`. */
function suffix({ name }: Class): string {
  return (/[A-Z]?[a-z]+$/.exec(name)?.[0] ?? name).toLowerCase();
}
