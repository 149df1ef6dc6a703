/**
 * The stacks that a variable chooses: a list of names, or `all`. None without the variable, whose drill is skipped then.
 *
 * @throws if the list has a name that is not in `names`
 */
export function chosenStacks(variable: string, names: readonly string[]): readonly string[] {
  const chosen = (process.env[variable] ?? '').split(',').filter(Boolean);
  const unknown = chosen.filter((name) => name !== 'all' && !names.includes(name));
  if (unknown.length > 0) {
    throw new Error(`${variable} must be 'all' or some of ${names.join(',')}, got '${unknown.join(',')}'`);
  }
  return chosen.includes('all') ? names : chosen;
}
