import { EventEmitter } from 'node:events';
import { LiveScreen, type Terminal } from '../../../cli/terminal/live-screen';

class Recorder extends EventEmitter {
  public written = '';
  public columns = 80;

  constructor(public rows: number) {
    super();
  }

  public write(text: string): boolean {
    this.written += text;
    return true;
  }
}

function recorder(rows = 24): Recorder & Terminal {
  return new Recorder(rows) as unknown as Recorder & Terminal;
}

describe('a live screen', () => {
  test('gives the terminal back as it was: the first screen, a cursor, and lines that wrap', () => {
    const terminal = recorder();
    const listeners = process.listenerCount('exit');
    const screen = new LiveScreen(terminal);

    expect(terminal.written).toBe('\u001b[?1049h\u001b[?25l\u001b[?7l');
    terminal.written = '';
    screen.close();

    expect(terminal.written).toBe('\u001b[?7h\u001b[?25h\u001b[?1049l');
    expect(terminal.listenerCount('resize')).toBe(0);
    expect(process.listenerCount('exit')).toBe(listeners);
  });

  test('gives it back even if the process ends in between', () => {
    const terminal = recorder();
    const screen = new LiveScreen(terminal);
    terminal.written = '';
    const [restore] = process.listeners('exit').slice(-1);
    restore?.(1);

    expect(terminal.written).toContain('\u001b[?1049l');
    screen.close();
  });

  test('overwrites each line, and erases the lines below', () => {
    const terminal = recorder();
    const screen = new LiveScreen(terminal);
    terminal.written = '';
    screen.show(['one', 'two']);

    expect(terminal.written).toBe('\u001b[Hone\u001b[K\r\ntwo\u001b[K\u001b[J');
    screen.close();
  });

  test('says how many lines a low window leaves out, and shows them once it is higher', () => {
    const terminal = recorder(2);
    const screen = new LiveScreen(terminal);
    screen.show(['one', 'two', 'three']);

    expect(terminal.written).toContain('one');
    expect(terminal.written).toContain('… 2 more lines');
    expect(terminal.written).not.toContain('three');

    terminal.rows = 3;
    terminal.emit('resize');
    expect(terminal.written).toContain('three');
    screen.close();
  });
});
