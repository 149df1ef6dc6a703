import known from './known-props.json';

/**
 * @internal One type of a value: `string`, `number`, `boolean`, `function`, `object` or `unknown`; a literal in
 * double quotes; the name of a `Shape`, or else of a class; a list, or an object with any keys, with values of these types.
 */
export type Kind = string | ListKind | RecordKind;

interface ListKind {
  readonly list: readonly Kind[];
}

interface RecordKind {
  readonly record: readonly Kind[];
}

/** @internal A property of an interface. */
export interface KnownProp {
  /** The types of its value. */
  readonly is: readonly Kind[];

  /**
   * Whether the property is optional.
   *
   * @default false
   */
  readonly optional?: boolean;

  /**
   * A valid value, as code.
   *
   * @default - the docstring has none
   */
  readonly example?: string;
}

/** @internal The properties of an interface. */
export interface Shape {
  readonly props: Readonly<Record<string, KnownProp>>;

  /**
   * Whether it may have further properties: those of a class that implements it.
   *
   * @default false
   */
  readonly open?: boolean;

  /**
   * Public classes that implement it.
   *
   * @default - none
   */
  readonly classes?: readonly string[];
}

const shapes: Readonly<Partial<Record<string, Shape>>> = known;

/** @internal The interface of that name; undefined if there is none in the table, which `npm run update` writes. */
export function shapeOf(name: string): Shape | undefined {
  return shapes[name];
}

/** @internal What the elements of a list may be, where a value may be a list. */
export function elementsOf(kinds: readonly Kind[]): readonly Kind[] | undefined {
  return kinds.flatMap((kind) => (typeof kind === 'object' && 'list' in kind ? [kind.list] : [])).at(0);
}

/** @internal What the values of an object may be, where a value may be an object with any keys. */
export function valuesOf(kinds: readonly Kind[]): readonly Kind[] | undefined {
  return kinds.flatMap((kind) => (typeof kind === 'object' && 'record' in kind ? [kind.record] : [])).at(0);
}
