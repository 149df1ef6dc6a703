import { sumOf } from '../../../cli/status/memory';
import { overviewTable } from '../../../cli/status/overview';

describe('status --all', () => {
  test('shows a line for each stack, and the sum', () => {
    const stacks = [
      { stack: 'shop', state: 'ready', pods: 5, memory: 300.4, address: 'http://shop.localhost' },
      { stack: 'blog', state: 'not launched', pods: 0 },
    ];

    expect(overviewTable(stacks)).toEqual([
      ['STACK', 'STATE', 'PODS', 'MEMORY', 'ADDRESS'],
      ['shop', 'ready', '5', '300 MiB', 'http://shop.localhost'],
      ['blog', 'not launched', '0', '-', ''],
      ['all', '', '5', '300 MiB', ''],
    ]);
  });

  test('adds up memory in every unit that the kubelet uses', () => {
    expect(sumOf(['1048576', '2048Ki', '3Mi', '1Gi'])).toBe(1 + 2 + 3 + 1024);
  });
});
