/**
 * The text of a TypeScript or Markdown file in the project's own style, or in the one of Prettier with single quotes.
 *
 * @param file the path that it will have, from which Prettier looks for its configuration
 * @throws SyntaxError if the text is no TypeScript
 */
export async function formatted(text: string, file: string): Promise<string> {
  const { format, resolveConfig } = await import('prettier');
  const own = await resolveConfig(file);
  return format(text, { ...(own ?? { singleQuote: true, printWidth: 100 }), filepath: file });
}
