/**
 * Loads a module of the user, TypeScript or JavaScript.
 *
 * @param file absolute path
 * @throws whatever the module throws, and a SyntaxError with a `position` if it can't be parsed
 */
export function loadModule(file: string): Readonly<Record<string, unknown>> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(file) as Readonly<Record<string, unknown>>;
}
