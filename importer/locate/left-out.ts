import { type Place, placeText } from '../source/place';
import type { SourceNode } from '../source/source-node';
import { type SourceValue, valuesIn } from '../source/values';
import { placeOf } from './candidate';
import { type Leaf, type LeftOut, pathText } from './leaf';

/** The values of documents that are the origin of no leaf. */
export function leftOut(documents: readonly SourceNode[], leaves: readonly Leaf[]): LeftOut[] {
  const known = new Set(leaves.map(({ at }) => placeText(at)));
  return documents
    .flatMap(valuesIn)
    .filter(({ node }) => isLeaf(node))
    .filter((value) => !origins(value).some((place) => known.has(placeText(place))))
    .map((value) => ({
      path: pathText(value.path),
      text: value.node.kind === 'scalar' ? value.node.text : '',
      at: placeOf({ ...value, via: 'file' }),
    }));
}

/** Where a leaf is that comes from the value. What Compose adds to an empty mapping, as that of a volume, is at its key. */
function origins(value: SourceValue): Place[] {
  const at = placeOf({ ...value, via: 'file' });
  return value.node.kind !== 'scalar' && value.key ? [at, value.key] : [at];
}

function isLeaf(node: SourceNode): boolean {
  if (node.kind === 'list') return node.items.length === 0;
  return node.kind === 'scalar' || node.entries.size === 0;
}
