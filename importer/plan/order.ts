import type { Code } from '../code/code';
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

  /** Places a part after all that it needs, and, unless that leads in a circle, after all that it connects to. */
  public place(part: Part): void {
    if (this.begun.has(part)) return;
    this.begun.add(part);
    for (const target of this.needsOf(part)) this.place(target);
    const { startsAfter, connectsTo } = dependenciesOf(part);
    for (const { variable } of connectsTo) {
      const target = this.byVariable.get(variable);
      if (target && !this.needsUnfinished(target, new Set())) this.place(target);
    }
    const defined = connectsTo.filter(({ variable }) => this.isDefined(variable));
    for (const { code } of connectsTo.filter((connection) => !defined.includes(connection)))
      this.statements.push(`${part.variable}.connections.allowTo(${code});`);
    this.parts.push(
      'construct' in part ? { ...part, dependencies: { startsAfter, connectsTo: defined } } : part,
    );
    this.done.add(part);
  }

  private needsOf(part: Part): Part[] {
    return [...part.uses, ...dependenciesOf(part).startsAfter].flatMap(
      (variable) => this.byVariable.get(variable) ?? [],
    );
  }

  /** Whether a part, or one that it needs, is begun and not placed yet. */
  private needsUnfinished(part: Part, seen: Set<Part>): boolean {
    if (seen.has(part) || this.done.has(part)) return false;
    seen.add(part);
    return this.begun.has(part) || this.needsOf(part).some((need) => this.needsUnfinished(need, seen));
  }

  private isDefined(variable: string): boolean {
    const target = this.byVariable.get(variable);
    return target !== undefined && this.done.has(target);
  }
}

const none: Dependencies = { startsAfter: [], connectsTo: [] };

function dependenciesOf(part: Part): Dependencies {
  return 'construct' in part ? (part.dependencies ?? none) : none;
}

function isHelper(part: Part): boolean {
  return !('construct' in part) || part.construct === 'Credentials' || part.construct === 'Volume';
}
