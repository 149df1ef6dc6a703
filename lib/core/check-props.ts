import { type Place, problemOf } from './check-value';
import { nameOfObject } from './kind-text';
import { type Kind, shapeOf } from './shape';

type Class = abstract new (...args: never[]) => object;

/**
 * @internal Checks the props of a construct, for charts that no type checker has seen.
 *
 * A subclass may have props of its own: those that `type` does not know are ignored then.
 *
 * @param type the class whose constructor calls this; its props are the interface `<type>Props`
 * @returns the props that `type` knows, to pass on to another construct
 * @throws if a prop is unknown or missing, or has a value of another type
 */
export function checkProps<Props extends object>(construct: object, type: Class, props: Props): Props {
  const name = `${type.name}Props`;
  const known = construct.constructor === type ? props : knownOnly(props, name);
  check(known, [name], { of: nameOfObject(construct), word: 'prop', path: '' });
  return known;
}

/**
 * @internal Checks the options of a function, such as `Probe.fromTcpSocket`.
 *
 * @param type the name of their interface
 * @throws if an option is unknown or missing, or has a value of another type
 */
export function checkOptions(call: string, type: string, options: object): void {
  check(options, [type], { of: `${call}()`, word: 'option', path: '' });
}

/**
 * @internal Checks one argument of a function.
 *
 * @param call the function, such as `dev()`
 * @param example a valid value, as code, by default one that is computed from the types
 * @throws if it is of none of the types
 */
export function checkArgument(
  call: string,
  name: string,
  kinds: readonly Kind[],
  value: unknown,
  example?: string,
): void {
  check(value, kinds, { of: call, word: 'option', path: name }, example);
}

function check(value: unknown, kinds: readonly Kind[], place: Place, example?: string): void {
  const problem = problemOf(value === undefined && place.path === '' ? {} : value, kinds, place, example);
  if (problem !== undefined) throw new Error(problem);
}

function knownOnly<Props extends object>(props: Props, type: string): Props {
  const names = Object.keys(shapeOf(type)?.props ?? {});
  return Object.fromEntries(names.map((name) => [name, props[name as keyof Props]])) as Props;
}
