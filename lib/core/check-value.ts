import { suggestion } from '../nearest';
import { described, expected } from './kind-text';
import { elementsOf, type Kind, type KnownProp, type Shape, shapeOf, valuesOf } from './shape';

/** @internal Where a value stands, for messages. */
export interface Place {
  /** What takes it, such as `WebService 'web'`. */
  readonly of: string;
  readonly word: 'prop' | 'option';

  /** From there to the value, such as `routes['/api'].timeout`; empty for all props together. */
  readonly path: string;
}

type Properties = Readonly<Record<string, unknown>>;

/**
 * @internal The problem of a value that must have one of these types, or undefined if it has none.
 *
 * @param example a valid value, as code, by default one that is computed from the types
 */
export function problemOf(
  value: unknown,
  kinds: readonly Kind[],
  place: Place,
  example?: string,
): string | undefined {
  if (kinds.some((kind) => fits(value, kind))) return undefined;
  const mismatch = () =>
    `${nameOf(place)} must be ${expected(kinds, value, example)}, got ${described(value)}`;
  if (typeof value !== 'object' || value === null) return mismatch();

  const elements = elementsOf(kinds);
  if (elements && Array.isArray(value)) {
    return first(value, (element, index) => problemOf(element, elements, below(place, `[${index}]`)));
  }
  const shapes = kinds.flatMap((kind) => (typeof kind === 'string' ? (shapeOf(kind) ?? []) : []));
  if (!isPlain(value)) return shapes.some((shape) => hasRequired(value, shape)) ? undefined : mismatch();

  const values = valuesOf(kinds);
  if (values) {
    return first(Object.entries(value), ([key, each]) => problemOf(each, values, below(place, step(key))));
  }
  if (shapes.some((shape) => shapeProblem(value, shape, place) === undefined)) return undefined;
  const meant = meantShape(value, shapes);
  return meant ? shapeProblem(value, meant, place) : mismatch();
}

/** Of the interfaces that an object does not fit, the one that it should; undefined if there is no telling. */
function meantShape(value: Properties, shapes: readonly Shape[]): Shape | undefined {
  const best = [...shapes].sort((a, b) => namesIn(value, b) - namesIn(value, a)).at(0);
  const isUnlike = best && namesIn(value, best) === 0 && (shapes.length > 1 || best.open);
  return isUnlike ? undefined : best;
}

function shapeProblem(value: Properties, shape: Shape, place: Place): string | undefined {
  return (
    unknownProblem(value, shape, place) ??
    first(Object.entries(shape.props), ([name, known]) => propProblem(value[name], name, known, place))
  );
}

function unknownProblem(value: Properties, { props, open }: Shape, place: Place): string | undefined {
  if (open) return undefined;
  const unknown = Object.keys(value).find((name) => value[name] !== undefined && !Object.hasOwn(props, name));
  if (unknown === undefined) return undefined;
  const known = Object.keys(props);
  const fix = suggestion(unknown, known) || `; there ${known.length > 1 ? 'are' : 'is'} ${known.join(', ')}`;
  return `unknown ${place.word} ${nameOf(below(place, step(unknown)))}${fix}`;
}

function propProblem(
  value: unknown,
  name: string,
  { is, optional, example }: KnownProp,
  place: Place,
): string | undefined {
  const at = below(place, step(name));
  if (value !== undefined) return problemOf(value, is, at, example);
  if (optional) return undefined;
  return `${place.of} needs '${at.path}'${example === undefined ? '' : `, such as ${example}`}`;
}

function fits(value: unknown, kind: Kind): boolean {
  if (typeof kind !== 'string') return false;
  if (kind === 'unknown') return true;
  if (kind.startsWith('"')) return value === kind.slice(1, -1);
  if (typeof value !== 'object' || value === null) return typeof value === kind;
  return kind === 'object' || (shapeOf(kind) === undefined && isInstance(value, kind));
}

/** By name, as a project may have a class twice, of two copies of one package. */
function isInstance(value: object, name: string): boolean {
  const prototype = Object.getPrototypeOf(value) as object | null;
  return prototype !== null && (prototype.constructor.name === name || isInstance(prototype, name));
}

/** What else an object of a class has, and how, is the business of that class. */
function hasRequired(value: object, { props }: Shape): boolean {
  return Object.entries(props).every(
    ([name, { optional }]) => optional ?? (value as Properties)[name] !== undefined,
  );
}

function isPlain(value: object): value is Properties {
  const prototype = Object.getPrototypeOf(value) as object | null;
  // Not compared with Object.prototype: objects of another realm, such as a test runner's, have another one.
  return !Array.isArray(value) && (prototype === null || Object.getPrototypeOf(prototype) === null);
}

function namesIn(value: Properties, { props }: Shape): number {
  return Object.keys(value).filter((name) => Object.hasOwn(props, name)).length;
}

function nameOf({ path, of, word }: Place): string {
  return path === '' ? `the ${word}s of ${of}` : `'${path}' of ${of}`;
}

function below(place: Place, next: string): Place {
  return { ...place, path: place.path === '' ? next.replace(/^\./, '') : `${place.path}${next}` };
}

function step(name: string): string {
  return /^[\w$]+$/.test(name) ? `.${name}` : `['${name}']`;
}

function first<T>(
  all: readonly T[],
  problem: (each: T, index: number) => string | undefined,
): string | undefined {
  for (const [index, each] of all.entries()) {
    const found = problem(each, index);
    if (found !== undefined) return found;
  }
  return undefined;
}
