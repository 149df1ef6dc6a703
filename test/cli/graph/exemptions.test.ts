import { boxLines, extentOf } from '../../../cli/graph/box';
import { drawGraph } from '../../../cli/graph/draw';
import { graphOf } from '../../../cli/graph/read';
import { describeGraph } from '../../../cli/graph/text';
import { textWidth } from '../../../cli/graph/text-width';
import { exemptObjects } from '../../support/exempt-stack';

describe('the exemptions in slipway graph', () => {
  const graph = graphOf('shop (dev)', exemptObjects());

  test('are at their workload, with the reason', () => {
    expect(describeGraph(graph).join('\n')).toContain(
      'docs:1    exempt: root, capability SYS_CHROOT, because s6-overlay starts as root',
    );
  });

  test('are drawn in lines that fit into the box', async () => {
    const [docs] = graph.nodes;
    const lines = docs ? boxLines(docs).filter(({ kind }) => kind === 'exempt') : [];

    expect(lines.map(({ text }) => text).join(' ')).toBe(
      'exempt: root, capability SYS_CHROOT, because s6-overlay starts as root',
    );
    expect(lines.length).toBeGreaterThan(1);
    for (const { text, x } of lines) {
      expect(x + textWidth(text, 11)).toBeLessThan(docs ? extentOf(docs).width : 0);
    }
    expect(await drawGraph(graph)).toMatch(/class="exempt"[^>]*>exempt: root/);
  });
});
