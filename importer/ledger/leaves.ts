import { type Leaf, pathKeys } from '../locate/leaf';
import { mappingOf } from '../project/values';
import type { ComposeModel } from '../read/compose-model';
import { patternOf, type Rule } from '../rules/rule';
import { anywhere, keyTree } from '../rules/table';

/** The leaves of a model, each of which one rule takes. */
export class Leaves {
  private readonly byPattern = new Map<string, Leaf[]>();

  constructor(
    private readonly model: ComposeModel,
    leaves: readonly Leaf[],
  ) {
    for (const leaf of leaves) {
      const pattern = this.pattern(leaf);
      const known = this.byPattern.get(pattern);
      if (known) known.push(leaf);
      else this.byPattern.set(pattern, [leaf]);
    }
  }

  /** The leaves that a rule is for. Nobody gets them again. */
  public take({ keys }: Rule): Leaf[] {
    return keys.flatMap((pattern) => {
      const leaves = this.byPattern.get(pattern) ?? [];
      this.byPattern.delete(pattern);
      return leaves;
    });
  }

  /** The leaves that no rule has taken. */
  public rest(): Leaf[] {
    return [...this.byPattern.values()].flat();
  }

  private pattern(leaf: Leaf): string {
    const [section = '', name = ''] = pathKeys(leaf.path).map(String);
    if (section === 'services' && this.model.disabled[name] !== undefined)
      return patternOf(anywhere.inactive);
    if (mappingOf(this.model.unused[section])[name] !== undefined) return patternOf(anywhere.unused);
    return keyTree.find(leaf)?.pattern ?? '';
  }
}
