import { hues, type Style, styler } from '../terminal/style';
import type { Source } from './source';

/** Prints lines of logs after the names of their pods, in columns, with a colour for each service. */
export class LogPrinter {
  private readonly services: string[] = [];
  private width = 0;

  /** @param style @default - colours on a terminal, unless the variable NO_COLOR is set */
  constructor(private readonly style: Style = styler()) {}

  /** Sets the width of the prefix column, and assigns colours to the services in this order. */
  public expect(sources: readonly Source[]): void {
    for (const { service } of sources) this.placeOf(service);
    this.width = Math.max(this.width, ...sources.map(({ prefix }) => prefix.length));
  }

  public print({ service, prefix }: Source, line: string): void {
    const hue = hues[this.placeOf(service) % hues.length] ?? 'none';
    console.log(`${this.style(hue, `${prefix.padEnd(this.width)} |`)} ${line}`);
  }

  private placeOf(service: string): number {
    const place = this.services.indexOf(service);
    return place >= 0 ? place : this.services.push(service) - 1;
  }
}
