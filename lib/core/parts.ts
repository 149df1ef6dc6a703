/**
 * @internal Checks a prop `of`, which names parts of a stack.
 *
 * @param kind what it names, such as `store`
 * @param good a value that would do, for the error
 * @throws if it names none, or one of them twice
 */
export function checkParts(kind: string, parts: readonly { readonly host: string }[], good: string): void {
  if (parts.length === 0) throw new Error(`'of' must name at least one ${kind}, such as ${good}, got none`);
  const names = parts.map(({ host }) => host);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`'of' must name each ${kind} once, got '${twice}' twice`);
}
