import { boxLines, extentOf } from './box';
import { arrowLength, layOut, type Path, type PlacedNode, type PortLabel } from './layout';
import type { Graph, Node } from './model';
import { css } from './theme';

/** A graph as the text of an SVG, for light and dark pages. */
export async function drawGraph(graph: Graph): Promise<string> {
  const { width, height, nodes, paths, ports } = await layOut(graph, extentOf);
  const [right, bottom] = [Math.ceil(width), Math.ceil(height)];
  return `${[
    `<svg xmlns="http://www.w3.org/2000/svg" width="${right}" height="${bottom}" viewBox="0 0 ${right} ${bottom}" role="img">`,
    `<title>${escaped(graph.title)}</title>`,
    `<desc>${escaped(description(graph))}</desc>`,
    `<style>\n${css}</style>`,
    `<rect class="page" x=".5" y=".5" width="${right - 1}" height="${bottom - 1}" rx="10"/>`,
    `<text class="title" x="24" y="32">${escaped(graph.title)}</text>`,
    ...paths.map(drawPath),
    ...paths.map(drawHead),
    ...ports.map(drawPort),
    ...nodes.flatMap(drawNode),
    '</svg>',
  ].join('\n')}\n`;
}

/** The description of the drawing for screen readers. */
function description({ nodes, connections }: Graph): string {
  const nameOf = (id: string): string => nodes.find((node) => node.id === id)?.name ?? id;
  return connections.map(({ from, to, port }) => `${nameOf(from)} to ${nameOf(to)} on ${port}`).join('; ');
}

const cornerRadius = 6;

function drawPath(path: Path): string {
  const [start, ...rest] = path;
  const end = rest.at(-1);
  if (!start || !end) return '';
  const corners = rest.slice(0, -1).map((corner, index) => {
    const [before, after] = [path[index] ?? start, path[index + 2] ?? end];
    const [into, out] = [towards(corner, before), towards(corner, after)];
    return `L${into} Q${number(corner.x)},${number(corner.y)} ${out}`;
  });
  const d = [
    `M${number(start.x)},${number(start.y)}`,
    ...corners,
    `L${number(end.x - arrowLength + 1)},${number(end.y)}`,
  ];
  return `<path class="edge" d="${d.join(' ')}"/>`;
}

/** The point near a corner, in the direction of a neighbour, where the rounding begins. */
function towards(corner: Path[number], neighbour: Path[number]): string {
  const [dx, dy] = [neighbour.x - corner.x, neighbour.y - corner.y];
  const length = Math.hypot(dx, dy) || 1;
  const part = Math.min(cornerRadius, length / 2) / length;
  return `${number(corner.x + dx * part)},${number(corner.y + dy * part)}`;
}

// Every arrow ends at the left side of a box, where all ports are.
function drawHead(path: Path): string {
  const end = path.at(-1);
  if (!end) return '';
  const [x, y] = [number(end.x), number(end.y)];
  return `<path class="head" d="M${x},${y} l-${arrowLength},-4 v8 z"/>`;
}

function drawPort({ text, x, y, height }: PortLabel): string {
  return `<text class="port" x="${number(x)}" y="${number(y + height - 3)}">${escaped(text)}</text>`;
}

function drawNode({ node, x, y, width, height }: PlacedNode): string[] {
  const radius = node.type === 'host' ? height / 2 : 6;
  const size = `width="${number(width)}" height="${number(height)}" rx="${radius}"`;
  return [
    `<g class="${classOf(node)}" transform="translate(${number(x)},${number(y)})">`,
    `<rect class="box" ${size}/>`,
    ...boxLines(node).map(({ kind, text, x: left, baseline }) =>
      kind === 'volume'
        ? `${cylinder(left, baseline)}<text class="${kind}" x="${left + 16}" y="${baseline}">${escaped(text)}</text>`
        : `<text class="${kind}" x="${left}" y="${baseline}">${escaped(text)}</text>`,
    ),
    '</g>',
  ];
}

function cylinder(x: number, baseline: number): string {
  const top = baseline - 8;
  return `<path class="disk" d="M${x},${top} v6 a5,2 0 0 0 10,0 v-6 a5,2 0 0 0 -10,0 a5,2 0 0 0 10,0"/>`;
}

function classOf(node: Node): string {
  if (node.type !== 'workload') return node.type;
  const { kind } = node;
  if (kind === 'StatefulSet' || kind === 'Cluster') return 'data';
  return kind === 'Job' || kind === 'CronJob' ? 'job' : 'service';
}

function number(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}
