/** The facts of one side, by name, such as `GET /: status`. */
export type Facts = Map<string, string>;

/** A fact that differs between two sides. */
export interface Difference {
  readonly fact: string;

  /** The values of both sides; undefined if a side does not have the fact, such as a header. */
  readonly values: readonly [string | undefined, string | undefined];
}

/** The facts that differ, in the order in which they were found. */
export function differences(one: Facts, other: Facts): Difference[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names]
    .map((fact) => ({ fact, values: [one.get(fact), other.get(fact)] as const }))
    .filter(({ values: [first, second] }) => first !== second);
}
