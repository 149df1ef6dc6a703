import type { WriteStream } from 'node:tty';

/** The part of a terminal that is needed to draw on it. */
export type Terminal = Pick<WriteStream, 'write' | 'rows' | 'columns' | 'on' | 'off'>;

const enter = '\u001b[?1049h\u001b[?25l\u001b[?7l'; // the other screen, no cursor, no wrapping of long lines
const leave = '\u001b[?7h\u001b[?25h\u001b[?1049l';

/**
 * Lines that are redrawn in place, on the alternate screen of the terminal. The earlier content comes back at the end,
 * except after SIGKILL.
 */
export class LiveScreen {
  private lines: readonly string[] = [];

  constructor(private readonly terminal: Terminal) {
    terminal.write(enter);
    terminal.on('resize', this.draw);
    process.once('exit', this.restore);
  }

  /** Replaces all lines. The last row shows the number of lines that do not fit. */
  public show(lines: readonly string[]): void {
    this.lines = lines;
    this.draw();
  }

  public close(): void {
    process.off('exit', this.restore);
    this.terminal.off('resize', this.draw);
    this.restore();
  }

  private readonly restore = (): void => {
    this.terminal.write(leave);
  };

  private readonly draw = (): void => {
    const { rows } = this.terminal;
    const hidden = this.lines.length - rows + 1;
    const shown =
      this.lines.length <= rows
        ? this.lines
        : [...this.lines.slice(0, rows - 1), `… ${hidden} more lines; make the window higher`];
    // Overwrites the old lines. Erasing them first would flicker.
    this.terminal.write(`\u001b[H${shown.map((line) => `${line}\u001b[K`).join('\r\n')}\u001b[J`);
  };
}
