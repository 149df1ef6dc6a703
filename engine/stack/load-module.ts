/**
 * Loads a module of the user. One in TypeScript needs `register` of loader/hook, or jest.
 *
 * @param file absolute path
 * @throws SourceError if it can't be parsed
 * @throws whatever the module throws
 */
export function loadModule(file: string): Readonly<Record<string, unknown>> {
  // eslint-disable-next-line @typescript-eslint/no-require-imports
  return require(file) as Readonly<Record<string, unknown>>;
}
