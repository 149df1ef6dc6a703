import type { Style } from '../terminal/style';
import type { View } from './view';

/** The lines of a view as it is now, in colours. */
export function highlighted(view: View, style: Style): string[] {
  return view.lines(Date.now()).map((line) => highlight(line, style));
}

/** A line of a status in colours: heads of tables bold, what is not ready yellow. */
export function highlight(line: string, style: Style): string {
  if (/^(WORKLOAD|VOLUME|STACK|BACKUPS OF) /.test(line)) return style('bold', line);
  const [, done, all] = /\s(\d+)\/(\d+)(\s|$)/.exec(line) ?? [];
  return style(done === all ? 'none' : 'yellow', line);
}
