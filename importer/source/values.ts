import type { Place } from './place';
import type { SourceNode } from './source-node';

/** A value inside of another one. */
export interface SourceValue {
  readonly node: SourceNode;

  /** From the outer value; empty for that itself. */
  readonly path: readonly (string | number)[];

  /** Where its key is, if it has one. */
  readonly key?: Place;
}

/** A value with all values inside of it, each once although aliases lead there again, in the order of the file. */
export function valuesIn(root: SourceNode): SourceValue[] {
  const found: SourceValue[] = [];
  const seen = new Set<SourceNode>();
  const visit = (value: SourceValue): void => {
    const { node, path } = value;
    if (seen.has(node)) return;
    seen.add(node);
    found.push(value);
    if (node.kind === 'list') {
      for (const [index, item] of node.items.entries()) visit({ node: item, path: [...path, index] });
    } else if (node.kind === 'mapping') {
      for (const [name, entry] of node.entries) {
        visit({ node: entry.value, path: [...path, name], key: entry.key });
      }
    }
  };
  visit({ node: root, path: [] });
  return found;
}
