/** What is in the object literal `stacks` of slipway.config.ts. */
interface Stacks {
  /** The names of the stacks, with what the text says of each. */
  readonly definitions: ReadonlyMap<string, string>;

  /** Where the last token in it ends, and whether that is a comma or the opening brace. */
  readonly end: number;
  readonly isOpen: boolean;

  /** Where it is closed. */
  readonly close: number;

  /** The indentation of its first line. */
  readonly indent: string;
}

/**
 * The text of slipway.config.ts with a further stack, in the last line of `stacks`; undefined if there is no such object
 * literal.
 *
 * @param key the name of the stack as a key
 * @param definition what it is defined as
 */
export function withStack(text: string, key: string, definition: string): string | undefined {
  const stacks = stacksIn(text);
  if (!stacks) return undefined;
  const { end, isOpen, close, indent } = stacks;
  const rest = text.slice(end, close).trimEnd();
  return `${text.slice(0, end)}${isOpen ? '' : ','}${rest}\n${indent}  ${key}: ${definition},\n${indent}${text.slice(close)}`;
}

/** What slipway.config.ts says of a stack; undefined if it has none of this name in an object literal. */
export function definitionIn(text: string, stack: string): string | undefined {
  return stacksIn(text)?.definitions.get(stack);
}

/** The folder of a stack, where slipway.config.ts says it by a text. */
export function folderIn(text: string, stack: string): string | undefined {
  const definition = definitionIn(text, stack) ?? '';
  const [, , folder] = /(?:^[^:]*:\s*|\bfolder['"]?\s*:\s*)(['"])((?:[^'"\\]|\\.)*)\1/.exec(definition) ?? [];
  return folder?.replaceAll(/\\(.)/g, '$1');
}

interface Token {
  readonly text: string;
  readonly start: number;
  readonly end: number;
}

/** The tokens of TypeScript as far as objects need them, without comments: texts, words, and single characters. */
function tokensOf(text: string): Token[] {
  const tokens =
    /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|[\w$]+|[^\s\w$]/g;
  return [...text.matchAll(tokens)]
    .map(({ 0: token, index }) => ({ text: token, start: index, end: index + token.length }))
    .filter((token) => !/^\/[/*]/.test(token.text));
}

function stacksIn(text: string): Stacks | undefined {
  const tokens = tokensOf(text);
  const open = tokens.findIndex(
    ({ text: brace }, index) =>
      brace === '{' && tokens[index - 1]?.text === ':' && nameOf(tokens[index - 2]) === 'stacks',
  );
  const [key, brace] = [tokens[open - 2], tokens[open]];
  if (!key || !brace) return undefined;
  const parts = membersOf(tokens.slice(open + 1));
  if (!parts) return undefined;
  const { members, close } = parts;
  const last = members.flat().at(-1) ?? brace;
  const lineStart = text.lastIndexOf('\n', key.start) + 1;
  return {
    definitions: new Map(
      members.map((member) => [nameOf(member[0]), text.slice(member[0]?.start, member.at(-1)?.end)]),
    ),
    end: last.end,
    isOpen: last.text === ',' || last === brace,
    close: close.start,
    indent: /^[ \t]*/.exec(text.slice(lineStart))?.[0] ?? '',
  };
}

/** The members of an object literal, given the tokens after its brace, and the brace that closes it. */
function membersOf(
  tokens: readonly Token[],
): { readonly members: readonly (readonly Token[])[]; readonly close: Token } | undefined {
  const members: Token[][] = [[]];
  let depth = 1;
  for (const token of tokens) {
    if (/^[{[(]$/.test(token.text)) depth += 1;
    if (/^[}\])]$/.test(token.text)) depth -= 1;
    if (depth === 0) return { members: members.filter(({ length }) => length > 0), close: token };
    members.at(-1)?.push(token);
    if (depth === 1 && token.text === ',') members.push([]);
  }
  return undefined;
}

/** A key without its quotes. */
function nameOf(token: Token | undefined): string {
  return (token?.text ?? '').replace(/^(['"])(.*)\1$/, '$2');
}
