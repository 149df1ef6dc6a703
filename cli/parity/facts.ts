/** What was found out about one side: by the name of the fact, such as `GET /: status`. */
export type Facts = Map<string, string>;

/** A fact that is not the same on two sides. */
export interface Difference {
  readonly fact: string;

  /** What the one and the other side say; undefined where a side has no such fact, such as a header. */
  readonly values: readonly [string | undefined, string | undefined];
}

/** The facts that are not the same, in the order in which they were found. */
export function differences(one: Facts, other: Facts): Difference[] {
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names]
    .map((fact) => ({ fact, values: [one.get(fact), other.get(fact)] as const }))
    .filter(({ values: [first, second] }) => first !== second);
}
