import { painter } from '../terminal/paint';
import type { Source } from './source';

/** Prints lines of logs behind the names of their pods: in columns, and in a colour for each service. */
export class LogPrinter {
  private readonly paint: ReturnType<typeof painter>;
  private width = 0;

  /** @param isColoured @default - on a terminal, unless the variable NO_COLOR is set */
  constructor(isColoured?: boolean) {
    this.paint = painter(isColoured);
  }

  /** Makes room for the prefixes of these sources, and gives their services colours, in this order. */
  public expect(sources: readonly Source[]): void {
    for (const { service } of sources) this.paint(service, '');
    this.width = Math.max(this.width, ...sources.map(({ prefix }) => prefix.length));
  }

  public print({ service, prefix }: Source, line: string): void {
    console.log(`${this.paint(service, `${prefix.padEnd(this.width)} |`)} ${line}`);
  }
}
