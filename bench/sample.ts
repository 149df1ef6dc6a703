/** The median, which a single slow round does not change. */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return ((sorted[Math.ceil(middle) - 1] ?? NaN) + (sorted[Math.floor(middle)] ?? NaN)) / 2;
}

/** The median of the ratios of each round. A busy machine affects both values of a round, so it cancels out. */
export function medianRatio(values: readonly number[], base: readonly number[]): number {
  return median(values.map((value, round) => value / (base[round] ?? NaN)));
}

/**
 * The exponent of the growth from one size to another: 1 for linear, 2 for quadratic growth.
 *
 * @param before values of the smaller size; absent for the smallest
 */
export function exponent(
  values: readonly number[],
  size: number,
  before?: { readonly values: readonly number[]; readonly size: number },
): string {
  if (!before) return '–';
  return (Math.log(medianRatio(values, before.values)) / Math.log(size / before.size)).toFixed(2);
}

/** `median (min–max)` */
export function spread(values: readonly number[], digits: number): string {
  if (values.length === 0) return '–';
  const [middle, least, most] = [median(values), Math.min(...values), Math.max(...values)].map((value) =>
    value.toFixed(digits),
  );
  return `${middle} (${least}–${most})`;
}

/** The percentile: the smallest value that this percentage of all values does not exceed. */
export function percentile(values: readonly number[], percent: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((sorted.length * percent) / 100) - 1] ?? NaN;
}
