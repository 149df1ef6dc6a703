import { describeExemption } from '../../engine/kube/exemption';
import { table } from '../../engine/text/table';
import type { Graph, Node } from './model';

/**
 * A graph as lines for a terminal: a tree for each host, and for each workload without incoming connections.
 *
 * A workload with several clients is drawn in full once. Below the other clients only its name is repeated.
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
  // Reached nodes come last: they are roots only if they are in a cycle without an entry.
  for (const node of [...nodes.filter((each) => !isReached(each)), ...nodes.filter(isReached)]) {
    if (drawn.has(node.id)) continue;
    rows.push([]);
    draw(node, '', '', '');
  }
  return [title, ...table(rows)];
}

function factsOf(node: Node): string[] {
  if (node.type !== 'workload') return [];
  const { kind, scale, images, volumes, exempt } = node;
  const disks = volumes.map(({ name, size }) => `${name} ${size}`).join(', ');
  const rights = exempt ? describeExemption(exempt) : '';
  return [`${kind} ${scale}`.trimEnd(), images.join(', '), disks, rights];
}
