const before = 2;
const after = 1;

/**
 * The source lines around a position, with a caret below the position.
 *
 * @param line counted from 1
 * @param column counted from 1
 */
export function codeFrame(source: string, line: number, column: number): string {
  const lines = source.split('\n');
  const first = Math.max(1, line - before);
  const shown = lines.slice(first - 1, line + after);
  const width = String(first + shown.length - 1).length;
  return shown
    .flatMap((text, index) => {
      const number = first + index;
      const row = `${number === line ? '>' : ' '} ${String(number).padStart(width)} | ${text}`.trimEnd();
      const caret = `  ${' '.repeat(width)} | ${' '.repeat(Math.max(0, column - 1))}^`;
      return number === line ? [row, caret] : [row];
    })
    .join('\n');
}
