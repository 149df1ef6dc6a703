import Elk, { type ElkNode, type ElkPoint } from 'elkjs';
import type { Graph, Node } from './model';
import { textWidth } from './text-width';

/** A point in pixels from the upper left corner of the drawing. */
type Point = ElkPoint;

/** Width and height in pixels. */
export interface Extent {
  readonly width: number;
  readonly height: number;
}

/** A box and its position. */
export interface PlacedNode extends Point, Extent {
  readonly node: Node;
}

/** The points of an arrow: its ends and its corners. */
export type Path = readonly Point[];

/** The label of a port, where arrows end at a box. */
export interface PortLabel extends Point, Extent {
  readonly text: string;
}

/** A graph with the positions of its boxes, arrows and labels. */
export interface Layout extends Extent {
  readonly nodes: readonly PlacedNode[];
  readonly paths: readonly Path[];
  readonly ports: readonly PortLabel[];
}

/** Length of the head of an arrow. Labels of ports do not overlap it. */
export const arrowLength = 8;

/** Font size of the labels of ports. */
export const portSize = 11;

/**
 * Places the boxes of a graph in columns from left to right, and draws the arrows around them. All arrows to one port of
 * a box end at the same point.
 *
 * @param extentOf size of a box
 */
export async function layOut(graph: Graph, extentOf: (node: Node) => Extent): Promise<Layout> {
  const placed = await new Elk().layout({
    id: 'graph',
    layoutOptions: options,
    children: graph.nodes.map((node) => ({ id: node.id, ...extentOf(node), ...portsOf(node, graph) })),
    edges: graph.connections.map(({ from, to, port }) => ({
      id: `${from} ${to} ${port}`,
      sources: [from],
      targets: [portId(to, port)],
    })),
  });
  const { width = 0, height = 0, children = [], edges = [] } = placed as ElkNode;
  return {
    width,
    height,
    nodes: children.flatMap(({ id, x = 0, y = 0, width: own = 0, height: tall = 0 }) => {
      const node = graph.nodes.find((each) => each.id === id);
      return node ? [{ node, x, y, width: own, height: tall }] : [];
    }),
    paths: edges.flatMap(({ sections = [] }) =>
      sections.map(({ startPoint, bendPoints = [], endPoint }) => [startPoint, ...bendPoints, endPoint]),
    ),
    ports: children.flatMap(({ x = 0, y = 0, ports = [] }) =>
      ports.flatMap(({ x: portX = 0, y: portY = 0, labels = [] }) =>
        labels.map(({ text = '', x: left = 0, y: top = 0, width: own = 0, height: tall = 0 }) => ({
          text,
          x: x + portX + left,
          y: y + portY + top,
          width: own,
          height: tall,
        })),
      ),
    ),
  };
}

/** Loads ELK and lays out a graph with it, which takes long the first time: for whoever has to wait anyway. */
export async function prepareLayout(): Promise<void> {
  const children = ['one', 'other'].map((id) => ({ id, width: 1, height: 1 }));
  const edges = [{ id: 'edge', sources: ['one'], targets: ['other'] }];
  await new Elk().layout({ id: 'graph', layoutOptions: options, children, edges });
}

/** @see https://eclipse.dev/elk/reference/options.html */
const options = {
  'elk.algorithm': 'layered',
  'elk.direction': 'RIGHT',
  'elk.edgeRouting': 'ORTHOGONAL',
  'elk.layered.mergeEdges': 'true',
  'elk.layered.nodePlacement.strategy': 'NETWORK_SIMPLEX',
  'elk.layered.considerModelOrder.strategy': 'PREFER_EDGES',
  'elk.layered.spacing.nodeNodeBetweenLayers': '36',
  'elk.layered.spacing.edgeNodeBetweenLayers': '18',
  'elk.layered.spacing.edgeEdgeBetweenLayers': '12',
  'elk.spacing.nodeNode': '24',
  'elk.spacing.edgeNode': '16',
  'elk.spacing.edgeEdge': '12',
  'elk.spacing.componentComponent': '32',
  'elk.padding': '[top=52,left=24,bottom=24,right=24]',
};

function portsOf({ id, type }: Node, { connections }: Graph): Partial<ElkNode> {
  const ports = [...new Set(connections.filter(({ to }) => to === id).map(({ port }) => port))];
  return {
    layoutOptions: {
      'elk.portConstraints': 'FIXED_SIDE',
      'elk.portLabels.placement': '[OUTSIDE, ALWAYS_OTHER_SAME_SIDE]',
      'elk.alignment': 'LEFT',
      ...(type === 'host' && { 'elk.layered.layering.layerConstraint': 'FIRST' }),
    },
    ports: ports.map((port) => ({
      id: portId(id, port),
      width: 0,
      height: 0,
      layoutOptions: { 'elk.port.side': 'WEST' },
      labels: [{ text: port, width: textWidth(port, portSize) + arrowLength, height: portSize + 3 }],
    })),
  };
}

function portId(node: string, port: string): string {
  return `${node}:${port}`;
}
