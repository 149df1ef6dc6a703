import { highlight } from '../../../cli/status/highlight';
import { styler } from '../../../cli/terminal/style';

const style = styler(true);

describe('a status in colours', () => {
  test.each([
    ['a workload that is not ready', 'Deployment/app  1/2  0  5m  app:1', '\u001b[33m'],
    ['a stack that is not ready', 'shop  1/2 ready  3  20 MiB', '\u001b[33m'],
    ['the head of a table', 'WORKLOAD  READY', '\u001b[1m'],
    ['the head of the backups', 'BACKUPS OF  SCHEDULE', '\u001b[1m'],
  ])('marks %s', (_, line, start) => {
    expect(highlight(line, style).startsWith(start)).toBe(true);
  });

  test.each(['Deployment/app  2/2  0  5m  app:1', 'data-redis-0  1Gi  Bound  5m', ''])(
    'leaves %j as it is',
    (line) => {
      expect(highlight(line, style)).toBe(line);
    },
  );
});
