/** A local file of slipway, such as `.slipway/secrets.json`, has invalid content. */
export class DamagedFile extends Error {
  public override readonly name = 'DamagedFile';

  /**
   * @param what the path and the problem
   * @param fix the fix
   */
  constructor(
    public readonly what: string,
    public readonly fix: string,
  ) {
    super(`${what}: ${fix}`);
  }
}

/** @internal Parses a JSON object. Returns undefined if the text is not one. */
export function jsonObject(text: string): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(text);
    const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
    return isObject ? (value as Record<string, unknown>) : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}
