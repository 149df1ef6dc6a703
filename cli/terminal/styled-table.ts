import { table } from '../../engine/text/table';
import type { Format, Style } from './style';

/** A row of a table, and its format. */
export interface Row {
  readonly cells: readonly string[];
  readonly format: Format;
}

/** A table with a bold head. */
export function styledTable(head: readonly string[], rows: readonly Row[], style: Style): string[] {
  const [first = '', ...lines] = table([head, ...rows.map(({ cells }) => cells)]);
  return [style('bold', first), ...lines.map((line, index) => style(rows[index]?.format ?? 'none', line))];
}
