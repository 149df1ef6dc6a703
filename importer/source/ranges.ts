import { isMap, isScalar, LineCounter, type Node, parseAllDocuments, visit } from 'yaml';

/** The part of a text that a value takes, as offsets from its start. */
export interface Range {
  readonly from: number;

  /** After its last character. */
  readonly to: number;
}

/** Where values are written in a YAML file that have no parts: scalars, and the keys without a value. */
export class Ranges {
  private readonly byPlace = new Map<string, Range>();

  constructor(text: string) {
    const lines = new LineCounter();
    const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false });
    const add = (node: unknown): void => {
      const [from, to] = isScalar(node) ? (node.range ?? []) : [];
      if (from === undefined || to === undefined) return;
      const { line, col } = lines.linePos(from);
      this.byPlace.set(`${line}:${col}`, { from, to });
    };
    for (const document of documents) {
      visit(document, {
        Pair: (_, { key, value }) => {
          if (isEmpty(value as Node | null)) add(key);
        },
        Scalar: (key, node) => {
          if (key !== 'key' && !isEmpty(node)) add(node);
        },
      });
    }
  }

  /** The value that starts at a place; undefined if none without parts does. */
  public at({ line, column }: { readonly line: number; readonly column: number }): Range | undefined {
    return this.byPlace.get(`${line}:${column}`);
  }
}

/** Whether nothing is written for a value. */
function isEmpty(node: Node | null): boolean {
  if (node === null) return true;
  return !isMap(node) && isScalar(node) && node.value === null && node.source === '';
}
