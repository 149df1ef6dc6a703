import { LogPrinter } from '../../../cli/logs/log-printer';
import type { Source } from '../../../cli/logs/source';
import { readStamped } from '../../../cli/logs/timestamp';
import { plain, styler } from '../../../cli/terminal/style';

function source(pod: string, service: string): Source {
  return { pod, service, namespace: 'shop', container: service, run: 0, isRunning: true, prefix: pod };
}

const app = source('app-1', 'app');
const twin = source('app-2', 'app');
const redis = source('redis-0', 'redis');

function printed(print: () => void): string[] {
  const log = jest.spyOn(console, 'log').mockImplementation(() => undefined);
  try {
    print();
    return log.mock.calls.map(([line]) => String(line));
  } finally {
    log.mockRestore();
  }
}

describe('lines of logs', () => {
  test('stand in a column, which gets wider when a pod with a longer name comes', () => {
    const printer = new LogPrinter(plain);
    const lines = printed(() => {
      printer.expect([app, redis]);
      printer.print(app, 'hello');
      printer.print(redis, 'ready');
      printer.expect([source('migrate-x2', 'migrate')]);
      printer.print(app, 'bye');
    });

    expect(lines).toEqual(['app-1   | hello', 'redis-0 | ready', 'app-1      | bye']);
  });

  test('have the colour of their service, whichever pod speaks first', () => {
    const printer = new LogPrinter(styler(true));
    const colours = printed(() => {
      printer.expect([app, twin, redis]);
      for (const each of [redis, twin, app]) printer.print(each, '');
    }).map((line) => line.slice(0, 5));

    expect(colours).toEqual(['\u001b[33m', '\u001b[36m', '\u001b[36m']);
  });
});

describe('a line with its time', () => {
  test('is split into time and text, and keeps its indentation', () => {
    expect(readStamped('2026-11-21T17:50:41.123456789Z   at main.ts:1')).toEqual({
      time: '2026-11-21T17:50:41.123456789Z',
      text: '  at main.ts:1',
    });
    expect(readStamped('2026-11-21T17:50:41.5Z ')?.text).toBe('');
  });

  test('compares as text, however many digits are written', () => {
    const times = ['41.05Z b', '41.5Z c', '41Z a', '41.500000001Z d'].map(
      (end) => readStamped(`2026-11-21T17:50:${end}`)?.time ?? '',
    );

    expect([...times].sort()).toEqual([times[2], times[0], times[1], times[3]]);
  });

  test.each(['error: unexpected EOF', '', 'Error from server (NotFound): pods "x" not found'])(
    '%j is what kubectl says itself',
    (line) => {
      expect(readStamped(line)).toBeUndefined();
    },
  );
});
