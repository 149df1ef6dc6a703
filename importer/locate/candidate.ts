import type { Place } from '../source/place';
import type { SourceEntry, SourceNode } from '../source/source-node';
import type { Via } from './leaf';

/** A part of a file that may be what a part of the model was made from. */
export interface Candidate {
  readonly node: SourceNode;
  readonly via: Via;

  /** Where its key is, if it has one. */
  readonly key?: Place;

  /** Its key, if the model has it as an item of a list. */
  readonly name?: string;

  /** Whether the model's value is only a part of the text, as in short syntax. */
  readonly isShort?: boolean;
}

/**
 * The candidates for a member of a mapping, those with precedence first.
 *
 * A list may stand for a mapping, as that of `environment` and `depends_on`; and a text, as that of `build`.
 */
export function step(candidates: readonly Candidate[], name: string): Candidate[] {
  const found: Candidate[] = [];
  for (const candidate of candidates) {
    const { node, via } = candidate;
    if (node.kind === 'scalar') {
      if (!node.isNull) found.push({ ...candidate, isShort: true });
    } else if (node.kind === 'list') {
      const named = node.items.filter((item) => nameOf(item) === name).reverse();
      found.push(...named.map((item) => ({ node: item, via, isShort: true })));
    } else {
      const entry = node.entries.get(name);
      if (entry) found.push(entryCandidate(entry, via));
    }
    if (node.tag || found.at(-1)?.node.tag) break; // `!reset` and `!override` drop what earlier files say
  }
  return found;
}

function entryCandidate({ key, value }: SourceEntry, via: Via): Candidate {
  return { node: value, via, key };
}

/** Where it is written: an empty value, where its key is. */
export function placeOf({ node, key }: Candidate): Place {
  return node.kind === 'scalar' && node.isNull ? (key ?? node.at) : node.at;
}

/** The name in an item such as `NAME=value`, `host:address` or `name`. */
function nameOf(item: SourceNode): string | undefined {
  return item.kind === 'scalar' ? /^([^=]*?)(?:=|$)/.exec(item.text)?.[1] : undefined;
}

/** The candidates for the items of a list: those of earlier files first, as Compose appends. */
export function itemsOf(candidates: readonly Candidate[]): Candidate[] {
  const end = candidates.findIndex(({ node }) => node.tag);
  const kept = end < 0 ? candidates : candidates.slice(0, end + 1);
  return [...kept].reverse().flatMap((candidate): Candidate[] => {
    const { node, via } = candidate;
    if (node.kind === 'scalar') return node.isNull ? [] : [{ ...candidate, isShort: true }];
    if (node.kind === 'list') return node.items.map((item) => ({ node: item, via }));
    return [...node.entries].map(([name, entry]) => ({ ...entryCandidate(entry, via), name, isShort: true }));
  });
}
