import { type Leaf, pathKeys } from '../locate/leaf';
import { patternOf, type Rule } from './rule';

/** A pattern of the table, with its rule. */
interface Found {
  readonly pattern: string;
  readonly rule: Rule;
}

/** The rules for values that may be at many keys. */
interface Anywhere {
  /** For a key that starts with `x-`, where a name of Compose's own is expected. */
  readonly extension: Rule;

  /** For null, and for an empty list or mapping, in the place of a value with parts. */
  readonly empty: Rule;
}

/**
 * The rules by the keys of values.
 *
 * In a pattern `*` is any name, `[]` any item of a list, and `**` at the end everything below. A name has precedence over
 * `*`, and both over `**`.
 */
export class KeyTree {
  private readonly root = new Node();

  /** @throws Error if two rules have the same pattern */
  constructor(
    rules: readonly Rule[],
    private readonly anywhere: Anywhere,
  ) {
    for (const rule of rules) for (const pattern of rule.keys) this.add({ pattern, rule });
  }

  /** The rule of a value; undefined if there is none. */
  public find({ path, value }: Pick<Leaf, 'path' | 'value'>): Found | undefined {
    const isEmpty = value === null || (typeof value === 'object' && Object.keys(value).length === 0);
    return this.below(this.root, pathKeys(path), isEmpty);
  }

  private below(
    node: Node,
    [key, ...keys]: readonly (string | number)[],
    isEmpty: boolean,
  ): Found | undefined {
    const rest = node.nodes.get('**')?.found;
    if (key === undefined) {
      const empty = only(this.anywhere.empty);
      return node.found ?? (isEmpty && node.nodes.size > 0 ? empty : rest);
    }
    for (const step of typeof key === 'number' ? ['[]'] : [key, '*']) {
      const next = node.nodes.get(step);
      const found = next && this.below(next, keys, isEmpty);
      if (found) return found;
    }
    const isExtension = typeof key === 'string' && key.startsWith('x-') && !node.nodes.has('*');
    return rest ?? (isExtension ? only(this.anywhere.extension) : undefined);
  }

  private add(found: Found): void {
    const node = stepsOf(found.pattern).reduce((at, step) => at.below(step), this.root);
    if (node.found) throw new Error(`two rules have the pattern ${found.pattern}`);
    node.found = found;
  }
}

class Node {
  public readonly nodes = new Map<string, Node>();
  public found?: Found;

  public below(step: string): Node {
    const node = this.nodes.get(step) ?? new Node();
    this.nodes.set(step, node);
    return node;
  }
}

function only(rule: Rule): Found {
  return { pattern: patternOf(rule), rule };
}

/** `services.*.ports[].target` as `services`, `*`, `ports`, `[]`, `target`. */
function stepsOf(pattern: string): string[] {
  return pattern.replaceAll('[]', '.[]').split('.');
}
