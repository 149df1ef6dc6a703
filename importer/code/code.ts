/** A TypeScript expression. The layout is up to the formatter. */
export type Code = string;

/** A text as a literal: between backticks if it has several lines. */
export function text(value: string): Code {
  return value.includes('\n') ? template([value]) : quoted(value);
}

/** A template literal: the texts before, between and after the expressions. */
export function template(texts: readonly string[], values: readonly Code[] = []): Code {
  const parts = texts.map((part) => part.replaceAll(/\\|`|\$\{/g, '\\$&').replaceAll('\r', '\\r'));
  return `\`${parts.map((part, index) => (index === 0 ? part : `\${${values[index - 1] ?? ''}}${part}`)).join('')}\``;
}

function quoted(value: string): Code {
  return JSON.stringify(value).replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

/** A list literal. */
export function list(items: readonly Code[]): Code {
  return `[${items.join(', ')}]`;
}

/** A list of texts. */
export function texts(values: readonly string[]): Code {
  return list(values.map(text));
}

/** One property of an object literal. */
export interface Property {
  readonly key: string;
  readonly code: Code;

  /** A comment in the line above. */
  readonly comment?: string;
}

/** An object literal. One with several properties has a line for each, unless it is `short`. */
export function object(properties: readonly Property[], short = false): Code {
  if (properties.length === 0) return '{}';
  const lines = properties.map(({ key, code, comment }) => {
    const above = comment === undefined || short ? '' : `${commentLines(comment)}\n`;
    if (key.startsWith('...')) return `${above}...${code}`;
    const name = /^[A-Za-z_$][\w$]*$/.test(key) ? key : text(key);
    return name === code ? `${above}${code}` : `${above}${name}: ${code}`;
  });
  return short ? `{ ${lines.join(', ')} }` : `{\n${lines.join(',\n')}\n}`;
}

/** The lines of a comment, each after `//`. */
export function commentLines(comment: string): string {
  return comment
    .split('\n')
    .map((line) => `// ${line.trim()}`.trimEnd())
    .join('\n');
}

/** A number of seconds as a Duration. */
export function duration(seconds: number): Code {
  if (seconds >= 60 && seconds % 60 === 0) return `slipway.Duration.minutes(${seconds / 60})`;
  return Number.isInteger(seconds)
    ? `slipway.Duration.seconds(${seconds})`
    : `slipway.Duration.millis(${Math.round(seconds * 1000)})`;
}

/** A number of bytes as a Size, in whole MiB and at least one. */
export function size(bytes: number): Code {
  const mebibytes = Math.max(1, Math.ceil(bytes / 2 ** 20));
  return mebibytes % 1024 === 0
    ? `slipway.Size.gibibytes(${mebibytes / 1024})`
    : `slipway.Size.mebibytes(${mebibytes})`;
}
