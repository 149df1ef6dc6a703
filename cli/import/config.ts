/**
 * The text of slipway.config.ts with a further stack, in the last line of `stacks`; undefined if there is no such object
 * literal.
 */
export function withStack(text: string, line: string): string | undefined {
  const start = /\bstacks\s*:\s*\{/.exec(text);
  if (!start) return undefined;
  const end = closing(text, start.index + start[0].length);
  if (end === undefined) return undefined;
  const before = text.slice(0, end).trimEnd();
  const comma = /[{,]$/.test(before) ? '' : ',';
  const indent = /\n([ \t]*)\S[^\n]*$/.exec(text.slice(0, start.index + start[0].length))?.[1] ?? '';
  return `${before}${comma}\n${indent}  ${line},\n${indent}${text.slice(end)}`;
}

/** Where the brace is closed that is open at a position, apart from those in texts and comments. */
function closing(text: string, from: number): number | undefined {
  const tokens = /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`|[{}]/g;
  tokens.lastIndex = from;
  let depth = 1;
  for (let match = tokens.exec(text); match; match = tokens.exec(text)) {
    if (match[0] === '{') depth += 1;
    if (match[0] === '}') depth -= 1;
    if (depth === 0) return match.index;
  }
  return undefined;
}

/** The folder of a stack in the text of slipway.config.ts; undefined if it names none. */
export function folderIn(text: string, stack: string): string | undefined {
  const key = `(?<![\\w-])(['"]?)${stack}\\1\\s*:\\s*`;
  const found = new RegExp(`${key}(?:\\{[^{}]*?\\bfolder\\s*:\\s*)?(['"])(.+?)\\2`).exec(text);
  return found?.[3];
}
