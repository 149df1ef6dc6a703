import { table } from '../../engine/text/table';
import type { Graph, Node } from './model';

/**
 * A graph as lines for a terminal: a tree for each host, and for each workload that nothing leads to.
 *
 * A workload that several connect to is drawn out once, and named again where the others do.
 */
export function describeGraph({ title, nodes, connections }: Graph): string[] {
  const rows: string[][] = [];
  const drawn = new Set<string>();

  const draw = (node: Node, port: string, first: string, rest: string): void => {
    const name = `${first}${node.name}${port && ` :${port}`}`;
    const next = connections.filter(({ from }) => from === node.id);
    if (drawn.has(node.id)) {
      rows.push([name, next.length > 0 ? '(as above)' : '']);
      return;
    }
    drawn.add(node.id);
    rows.push([name, ...factsOf(node)]);
    for (const [index, { to, port: onPort }] of next.entries()) {
      const isLast = index === next.length - 1;
      const target = nodes.find(({ id }) => id === to);
      if (target)
        draw(target, onPort, `${rest}${isLast ? '└─ ' : '├─ '}`, `${rest}${isLast ? '   ' : '│  '}`);
    }
  };

  const isReached = ({ id }: Node): boolean => connections.some(({ to }) => to === id);
  // The reached come last, for the sake of circles that nothing else leads into.
  for (const node of [...nodes.filter((each) => !isReached(each)), ...nodes.filter(isReached)]) {
    if (drawn.has(node.id)) continue;
    rows.push([]);
    draw(node, '', '', '');
  }
  return [title, ...table(rows)];
}

function factsOf(node: Node): string[] {
  if (node.type !== 'workload') return [];
  const { kind, scale, images, volumes } = node;
  const disks = volumes.map(({ name, size }) => `${name} ${size}`).join(', ');
  return [`${kind} ${scale}`.trimEnd(), images.join(', '), disks];
}
