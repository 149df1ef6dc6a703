/** A file that slipway keeps is not as slipway writes it. */
export class DamagedFile extends Error {
  public override readonly name = 'DamagedFile';

  /**
   * @param what which file, and what is wrong with it
   * @param fix what to do about it
   */
  constructor(
    public readonly what: string,
    public readonly fix: string,
  ) {
    super(`${what}: ${fix}`);
  }
}

/** @internal The JSON object that a text is; undefined if it is none. */
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
