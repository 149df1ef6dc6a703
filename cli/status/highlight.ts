import type { Style } from '../terminal/style';

/** A line of a status in colours: heads of tables bold, what is not ready yellow. */
export function highlight(line: string, style: Style): string {
  if (/^(WORKLOAD|VOLUME|STACK) /.test(line)) return style('bold', line);
  const [, done, all] = /\s(\d+)\/(\d+)(\s|$)/.exec(line) ?? [];
  return style(done === all ? 'none' : 'yellow', line);
}
