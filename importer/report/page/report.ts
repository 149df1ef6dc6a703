import type { Entry } from '../../ledger/entry';
import { type Located, pathKeys } from '../../locate/leaf';
import { text } from '../../project/values';
import type { ComposeModel } from '../../read/compose-model';
import { ChartRelation } from './chart-relation';
import { Mask } from './mask';
import { secretsOf, type SourceFile, sourceFiles } from './source-files';

/** What the page shows. */
export interface ReportFacts {
  readonly stack: string;
  readonly model: ComposeModel;
  readonly located: Located;

  /** One for each leaf, in their order. */
  readonly entries: readonly Entry[];

  /** The folder of the project, an absolute path. The paths in `entries` start there. */
  readonly project: string;

  /** The text of chart.ts. */
  readonly chart: string;

  /** The values that are kept in Secrets. */
  readonly secrets: readonly string[];

  /** The drawing of the stack, an SVG. @default - none */
  readonly drawing?: string;
}

/** The entries of a ledger with their lines in the Compose files and in the chart. */
export class Report {
  public readonly entries: readonly Entry[];
  public readonly files: readonly SourceFile[];
  public readonly mask: Mask;

  /** The text of chart.ts, masked. */
  public readonly chart: string;
  private readonly relation: ChartRelation;
  private readonly idsByLeaf = new Map<number, string[]>();

  constructor({ model, located, entries, project, chart, secrets }: ReportFacts) {
    const known = new Set(secrets);
    this.entries = entries;
    this.mask = maskOf(located, known);
    this.chart = this.mask.of(chart.trimEnd());
    this.files = sourceFiles({ ...located, model, project, secrets: known, mask: this.mask });
    const values = entries.map((entry, index) => ({ entry, text: text(located.leaves[index]?.value) }));
    this.relation = new ChartRelation(chart, values);
    for (const { name, lines } of this.files) {
      for (const { number, leaves } of lines) this.note(leaves, this.lineId(name, number) ?? '');
    }
  }

  /** The ids of the lines of the Compose files where a value is written; none if Compose adds it. */
  public sourceLines(index: number): readonly string[] {
    return this.idsByLeaf.get(index) ?? [];
  }

  /** The lines of the chart that a value became. */
  public chartLines(index: number): readonly number[] {
    const entry = this.entries[index];
    return entry ? this.relation.linesOf(entry) : [];
  }

  /** The id of a line in the page; undefined if it does not show the line. */
  public lineId(name: string, line: number): string | undefined {
    const index = this.files.findIndex((file) => file.name === name);
    const isShown = this.files[index]?.lines.some(({ number }) => number === line);
    return isShown ? `file-${index + 1}-line-${line}` : undefined;
  }

  private note(leaves: readonly number[], id: string): void {
    for (const leaf of leaves) this.idsByLeaf.set(leaf, [...(this.idsByLeaf.get(leaf) ?? []), id]);
  }
}

/** Names that the file gives to other things are no secrets, nor are values that it has in the clear. */
function maskOf({ leaves, leftOut }: Located, known: ReadonlySet<string>): Mask {
  const secrets = new Set(known);
  const open = new Set<string>();
  for (const leaf of leaves) {
    const found = secretsOf(leaf, known);
    for (const secret of found) secrets.add(secret);
    for (const key of pathKeys(leaf.path)) open.add(String(key));
    if (found.length > 0) continue;
    if (/\.environment\b/.test(leaf.path)) open.add(text(leaf.value));
    if (leaf.path.endsWith('.image')) for (const word of text(leaf.value).split(/\W+/)) open.add(word);
  }
  for (const value of leftOut) for (const secret of secretsOf(value, known)) secrets.add(secret);
  return new Mask(secrets, open);
}
