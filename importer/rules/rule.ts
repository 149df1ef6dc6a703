import { inert, type Outcome } from './outcome';
import type { Subject } from './subject';

/** What becomes of the values of some keys. */
export interface Rule {
  readonly name: string;

  /** Patterns as in `key-tree.ts`. No other rule has them. */
  readonly keys: readonly string[];

  /** The first case that holds decides. */
  readonly cases: readonly Case[];
}

/** The outcome of a rule under a condition. */
export interface Case {
  /** The condition in words; absent if the case holds for all other values. */
  readonly when?: string;
  readonly holds: (subject: Subject) => boolean;
  readonly outcome: Outcome;
}

/**
 * A rule whose last case holds for all other values.
 *
 * @param name also the key below a service or section that it is for, unless `keys` has others
 */
export function rule(name: string, keys: readonly string[], ...cases: readonly (Case | Outcome)[]): Rule {
  return {
    name,
    keys,
    cases: cases.map((each) => ('outcome' in each ? each : { holds: () => true, outcome: each })),
  };
}

/** The pattern of a rule that has one. */
export function patternOf({ keys: [pattern = ''] }: Rule): string {
  return pattern;
}

/** A case with a condition. */
export function when(words: string, holds: (subject: Subject) => boolean, outcome: Outcome): Case {
  return { when: words, holds, outcome };
}

/** Keys of services, such as `services.*.image`. */
export function ofService(...keys: readonly string[]): string[] {
  return keys.map((key) => `services.*.${key}`);
}

export function isOneOf(...values: readonly string[]): (subject: Subject) => boolean {
  return ({ value }) => values.includes(value);
}

/** Whether the service becomes a Job. */
export function isJob({ service }: Subject): boolean {
  return service?.kind === 'Job';
}

/** Whether the service becomes a database of the library. */
export function isDatabase({ service, project }: Subject): boolean {
  return service !== undefined && project.databaseOf(service) !== undefined;
}

/** The constructs of databases know as whom and how their servers run, and to which folders they write. */
export const ofDatabase = when(
  'of a service that becomes a database of slipway',
  isDatabase,
  inert('The construct of the database knows how its server runs.'),
);

/**
 * The first case of a rule that holds.
 *
 * @throws Error if none does: the last one must hold always
 */
export function caseFor({ name, cases }: Rule, subject: Subject): Case {
  const found = cases.find(({ holds }) => holds(subject));
  if (!found) throw new Error(`the rule ${name} has no case for ${subject.keys.join('.')}`);
  return found;
}
