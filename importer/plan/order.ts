import type { Code } from '../print/code';
import type { Dependencies, Part } from './planned';

/**
 * Parts of a chart in an order in which each variable is defined before it is used, as near to the given one as that allows.
 * What only others need comes just before the first that uses it. Connections that lead in a circle become statements.
 */
export function inOrder(parts: readonly Part[]): {
  readonly parts: readonly Part[];
  readonly statements: readonly Code[];
} {
  const order = new Order(parts);
  for (const part of parts) if (!isHelper(part)) order.place(part);
  for (const part of parts) order.place(part);
  return order;
}

class Order {
  public readonly parts: Part[] = [];
  public readonly statements: Code[] = [];
  private readonly byVariable: ReadonlyMap<string, Part>;
  private readonly begun = new Set<Part>();
  private readonly done = new Set<Part>();

  constructor(parts: readonly Part[]) {
    this.byVariable = new Map(parts.map((part) => [part.variable, part]));
  }

  /** Places a part after all that it needs. */
  public place(part: Part): void {
    if (this.begun.has(part)) return;
    this.begun.add(part);
    const { startsAfter, connectsTo } = dependenciesOf(part);
    const targets = [...part.uses, ...startsAfter, ...connectsTo.map(({ variable }) => variable)];
    for (const variable of targets) {
      const target = this.byVariable.get(variable);
      if (target) this.place(target);
    }
    const defined = connectsTo.filter(({ variable }) => this.isDefined(variable));
    for (const { code } of connectsTo.filter((connection) => !defined.includes(connection)))
      this.statements.push(`${part.variable}.connections.allowTo(${code});`);
    this.parts.push(
      'construct' in part ? { ...part, dependencies: { startsAfter, connectsTo: defined } } : part,
    );
    this.done.add(part);
  }

  private isDefined(variable: string): boolean {
    const target = this.byVariable.get(variable);
    return target !== undefined && this.done.has(target);
  }
}

const none: Dependencies = { startsAfter: [], connectsTo: [] };

function dependenciesOf(part: Part): Dependencies {
  return ('construct' in part && part.dependencies) || none;
}

function isHelper(part: Part): boolean {
  return !('construct' in part) || part.construct === 'Credentials' || part.construct === 'Volume';
}
