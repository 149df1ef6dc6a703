import type { Place } from '../source/place';
import type { SourceNode } from '../source/source-node';
import { type Candidate, entryCandidate, placeOf } from './candidate';
import { type Leaf, type LeftOut, pathText } from './leaf';

/** The values of documents that are the origin of no leaf. */
export function leftOut(documents: readonly SourceNode[], leaves: readonly Leaf[]): LeftOut[] {
  const known = new Set(leaves.map(({ at }) => text(at)));
  return documents.flatMap((node) => [...rest({ node, via: 'file' }, [], known)]);
}

type Path = readonly (string | number)[];

/** Each place once, although aliases lead there again. */
function* rest(candidate: Candidate, path: Path, known: Set<string>): Generator<LeftOut> {
  const { node } = candidate;
  if (node.kind === 'list') {
    for (const [index, item] of node.items.entries()) {
      yield* rest({ node: item, via: 'file' }, [...path, index], known);
    }
  } else if (node.kind === 'mapping') {
    for (const [name, entry] of node.entries)
      yield* rest(entryCandidate(entry, 'file'), [...path, name], known);
  }
  const at = placeOf(candidate);
  if ((node.kind !== 'scalar' && sizeOf(node) > 0) || known.has(text(at))) return;
  known.add(text(at));
  yield { path: pathText(path), text: node.kind === 'scalar' ? node.text : '', at };
}

function sizeOf(node: Exclude<SourceNode, { readonly kind: 'scalar' }>): number {
  return node.kind === 'list' ? node.items.length : node.entries.size;
}

function text({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
