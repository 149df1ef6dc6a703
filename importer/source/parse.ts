import {
  type Document,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  type Pair,
  parseAllDocuments,
  type YAMLMap,
} from 'yaml';
import type { Place } from './place';
import type { SourceEntry, SourceNode } from './source-node';

/** The documents of a YAML file. Where the text is no YAML, this is what could be read of it. */
export function parseSource(file: string, text: string): SourceNode[] {
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines, logLevel: 'silent', uniqueKeys: false });
  if (!Array.isArray(documents)) return []; // an empty file
  return documents.flatMap((document) => {
    const { contents } = document;
    return contents === null ? [] : [new Reader(file, lines, document).node(contents)];
  });
}

class Reader {
  /** Each node is read once, since aliases of aliases may repeat it a million times. */
  private readonly known = new Map<Node, SourceNode>();
  private readonly begun = new Set<Node>();

  constructor(
    private readonly file: string,
    private readonly lines: LineCounter,
    private readonly document: Document.Parsed,
  ) {}

  public node(node: Node): SourceNode {
    const known = this.known.get(node);
    if (known) return known;
    if (this.begun.has(node)) return this.empty(node); // an alias inside of its own anchor
    this.begun.add(node);
    const read = this.read(node);
    this.known.set(node, read);
    return read;
  }

  private read(node: Node): SourceNode {
    if (isAlias(node)) {
      const target = node.resolve(this.document);
      return target ? this.node(target) : this.empty(node);
    }
    const written = {
      at: this.place(node),
      ...(node.tag?.startsWith('!') && { tag: node.tag }),
      ...(node.anchor && { anchor: node.anchor }),
    };
    if (isMap(node)) return { kind: 'mapping', entries: this.entries(node), ...written };
    if (isSeq(node)) {
      return { kind: 'list', items: (node.items as Node[]).map((item) => this.node(item)), ...written };
    }
    if (!isScalar(node)) return this.empty(node);
    return { kind: 'scalar', text: textOf(node), isNull: node.value === null, ...written };
  }

  private entries({ items, commentBefore }: YAMLMap): Map<string, SourceEntry> {
    const own = new Map<string, SourceEntry>();
    const merged = new Map<string, SourceEntry>();
    for (const [index, { key, value }] of (items as Pair<Node, Node | null>[]).entries()) {
      const name = isScalar(key) ? textOf(key) : '';
      const node = value ? this.node(value) : this.empty(key);
      if (name === '<<') {
        for (const [each, entry] of mergedEntries(node)) if (!merged.has(each)) merged.set(each, entry);
      } else {
        // The library takes a comment above the first key for one of the whole mapping.
        const comment = key.commentBefore ?? (index === 0 ? commentBefore : undefined) ?? undefined;
        own.set(name, { key: this.place(key), value: node, ...(comment !== undefined && { comment }) });
      }
    }
    return new Map([...merged, ...own]);
  }

  private empty(node: Node): SourceNode {
    return { kind: 'scalar', text: '', isNull: true, at: this.place(node) };
  }

  private place(node: Node): Place {
    const { line, col } = this.lines.linePos(node.range?.[0] ?? 0);
    return { file: this.file, line, column: col };
  }
}

/** What a merge key adds; of a list of mappings, the first has precedence. */
function mergedEntries(node: SourceNode): [string, SourceEntry][] {
  if (node.kind === 'mapping') return [...node.entries];
  return node.kind === 'list' ? node.items.flatMap(mergedEntries) : [];
}

/** Numbers as they are written, such as 0755. */
function textOf(node: { readonly value: unknown; readonly source?: string }): string {
  if (node.value === null) return '';
  return typeof node.value === 'string' ? node.value : (node.source ?? JSON.stringify(node.value));
}
