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
  if (node.kind !== 'scalar' && sizeOf(node) > 0) return;
  const at = placeOf(candidate);
  // What Compose adds to an empty mapping, as that of a volume, is at its key.
  if (known.has(text(at)) || (node.kind !== 'scalar' && candidate.key && known.has(text(candidate.key))))
    return;
  known.add(text(at));
  yield { path: pathText(path), text: node.kind === 'scalar' ? node.text : '', at };
}

function sizeOf(node: Exclude<SourceNode, { readonly kind: 'scalar' }>): number {
  return node.kind === 'list' ? node.items.length : node.entries.size;
}

function text({ file, line, column }: Place): string {
  return `${file}:${line}:${column}`;
}
