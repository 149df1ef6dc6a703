import { describeExemption } from '../../engine/kube/exemption';
import type { Extent } from './layout';
import type { Node } from './model';
import { textWidth } from './text-width';

/** A line of text in a box. Its position is relative to the upper left corner of the box. */
export interface BoxLine {
  readonly kind: 'name' | 'fact' | 'image' | 'volume' | 'exempt';
  readonly text: string;
  readonly x: number;
  readonly baseline: number;
}

/** Sizes of the fonts in a box. */
export const fontSizes = { name: 14, fact: 12, image: 11, volume: 11, exempt: 11 };

const padding = { x: 14, y: 11 };
const leading = 5;
const diskWidth = 16;

/** Minimum width, so that most boxes have the same width. */
const leastWidth = 190;

/** The lines in the box of a node. */
export function boxLines(node: Node): BoxLine[] {
  let bottom = padding.y;
  return textsOf(node).map(([kind, text], index) => {
    bottom += fontSizes[kind] + (index === 0 ? 0 : leading);
    return { kind, text, x: padding.x, baseline: bottom - 2 };
  });
}

/** The size of a node. */
export function extentOf(node: Node): Extent {
  const lines = boxLines(node);
  const widths = lines.map(
    ({ kind, text }) =>
      textWidth(text, fontSizes[kind], kind === 'name' ? 'bold' : 'normal') +
      (kind === 'volume' ? diskWidth : 0),
  );
  const bottom = lines.at(-1)?.baseline ?? 0;
  return { width: Math.max(leastWidth, Math.max(...widths) + 2 * padding.x), height: bottom + 2 + padding.y };
}

function textsOf(node: Node): (readonly [BoxLine['kind'], string])[] {
  if (node.type !== 'workload') return [['name', node.name]];
  const { name, kind, scale, images, volumes, exempt } = node;
  return [
    ['name', name],
    ['fact', `${kind} ${scale.replace('x', '×').replace('..', '–')}`.trimEnd()],
    ...images.flatMap(broken).map((image) => ['image', image] as const),
    ...volumes.map((volume) => ['volume', `${volume.name} ${volume.size}`] as const),
    ...(exempt ? wrapped(describeExemption(exempt)).map((line) => ['exempt', line] as const) : []),
  ];
}

/** Lines of words that fit into a box. */
function wrapped(text: string): string[] {
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const line = [lines.at(-1), word].filter(Boolean).join(' ');
    if (lines.length > 0 && fits(line, 'exempt')) lines[lines.length - 1] = line;
    else lines.push(word);
  }
  return lines;
}

/** Whether a text is not wider than most boxes. */
function fits(text: string, kind: BoxLine['kind']): boolean {
  return textWidth(text, fontSizes[kind]) <= leastWidth - 2 * padding.x;
}

/** An image on one line, or with its tag on a second line if one line is too wide for the box. */
function broken(image: string): string[] {
  if (fits(image, 'image')) return [image];
  return image.split(/(?=[:@])/);
}
