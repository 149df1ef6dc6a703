import { mebibytesOf } from '../../../cli/status/memory';
import { overviewTable } from '../../../cli/status/overview';
import { styler } from '../../../cli/terminal/style';

describe('status --all', () => {
  test('shows a line for each stack, and the sum', () => {
    const stacks = [
      { stack: 'shop', state: 'ready', pods: 5, memory: 300.4, address: 'http://shop.localhost' },
      { stack: 'blog', state: 'not launched', pods: 0 },
    ];

    expect(overviewTable(stacks)).toEqual([
      'STACK  STATE         PODS  MEMORY   ADDRESS',
      'shop   ready         5     300 MiB  http://shop.localhost',
      'blog   not launched  0     -',
      'all                  5     300 MiB',
    ]);
  });

  test('is yellow where a stack is not ready, and bold at its head', () => {
    const stacks = [
      { stack: 'shop', state: '1/2 ready', pods: 3, memory: 20 },
      { stack: 'blog', state: 'ready', pods: 1 },
      { stack: 'wiki', state: 'not launched', pods: 0 },
    ];

    expect(overviewTable(stacks, styler(true)).map((line) => line.split('  ')[0])).toEqual([
      '\u001b[1mSTACK',
      '\u001b[33mshop',
      'blog',
      'wiki',
      'all',
    ]);
  });

  test('adds up memory in every unit that the kubelet uses', () => {
    expect(mebibytesOf(['1048576', '2048Ki', '3Mi', '1Gi'])).toBe(1 + 2 + 3 + 1024);
  });
});
