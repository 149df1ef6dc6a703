import { totalOf } from '../../../cli/status/memory';
import { type Overview, overviewOfNone, overviewTable } from '../../../cli/status/overview';
import { styler } from '../../../cli/terminal/style';

const mebibyte = 2 ** 20;

function stack(name: string, pods: number, more: Partial<Overview> = {}): Overview {
  return { stack: name, state: 'ready', workloads: 2, readyWorkloads: 2, pods, ...more };
}

describe('status --all', () => {
  test('shows a line for each stack, and the sum', () => {
    const stacks = [
      stack('shop', 5, { memory: 300.4 * mebibyte, address: 'http://shop.localhost' }),
      overviewOfNone('blog'),
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
      stack('shop', 3, { state: 'not ready', readyWorkloads: 1, memory: 20 * mebibyte }),
      stack('blog', 1),
      overviewOfNone('wiki'),
    ];

    expect(overviewTable(stacks)[1]).toBe('shop   1/2 ready     3     20 MiB');

    expect(overviewTable(stacks, styler(true)).map((line) => line.split('  ')[0])).toEqual([
      '\u001b[1mSTACK',
      '\u001b[33mshop',
      'blog',
      'wiki',
      'all',
    ]);
  });

  test('adds up memory in every unit that the kubelet uses', () => {
    expect(totalOf(['1048576', '2048Ki', '3Mi', '1Gi'])).toBe((1 + 2 + 3 + 1024) * mebibyte);
  });
});
