/** A word, a text or a sign of TypeScript, with the lines in which it starts and ends, counted from 1. */
export interface Token {
  readonly text: string;
  readonly line: number;
  readonly endLine: number;
}

const pattern =
  /\/\/[^\n]*|\/\*[^]*?\*\/|'(?:[^'\\]|\\[^])*'|"(?:[^"\\]|\\[^])*"|`(?:[^`\\]|\\[^])*`|\.\.\.|[\w$.]+|\S/g;

/** The tokens of a chart, without its comments. */
export function tokensOf(chart: string): Token[] {
  let line = 1;
  let end = 0;
  return [...chart.matchAll(pattern)].flatMap(({ 0: text, index }) => {
    line += newlinesIn(chart.slice(end, index));
    const endLine = line + newlinesIn(text);
    const token = { text, line, endLine };
    line = endLine;
    end = index + text.length;
    return /^\/[/*]/.test(text) ? [] : [token];
  });
}

function newlinesIn(text: string): number {
  return text.split('\n').length - 1;
}

/** The content of a text in quotes; undefined of any other token. */
export function unquoted({ text }: Token): string | undefined {
  return /^['"`]/.test(text) ? text.slice(1, -1).replaceAll(/\\(.)/g, '$1') : undefined;
}
