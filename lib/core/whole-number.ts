/**
 * @internal Checks a number of things.
 *
 * @param least the smallest that makes sense
 * @param good one that would do, for the error
 * @throws if it is not whole, or below `least`
 */
export function checkWholeNumber(prop: string, value: number, least: number, good: number): number {
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`'${prop}' must be a whole number from ${least} such as ${good}, got '${value}'`);
  }
  return value;
}
