import type { Difference } from '../support/object-differences';

/** Differences that have one reason. */
export interface Accepted {
  readonly reason: string;
  readonly objects: RegExp;

  /** @default - the object as a whole */
  readonly fields?: RegExp;
}

/** Where the chart that is imported from the Compose file of an app may differ from the one that is written by hand. */
export const accepted: readonly Accepted[] = [];

/** The group that a difference is in. */
export function groupOf({ object, field }: Difference): Accepted | undefined {
  return accepted.find(
    ({ objects, fields }) =>
      objects.test(object) && (field === '' ? fields === undefined : fields?.test(field) === true),
  );
}
