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

/** Values of one line of which the same becomes. */
export interface Value {
  readonly entry: Entry;
  readonly paths: readonly string[];

  /** The ids of the lines of the Compose files where it is written; none if Compose adds it. */
  readonly sourceLines: readonly string[];

  /** The numbers of the lines of the chart that it became, sorted. */
  readonly chartLines: readonly number[];
}

/** The entries of a ledger with their lines in the Compose files and in the chart. */
export class Report {
  public readonly entries: readonly Entry[];
  public readonly files: readonly SourceFile[];
  public readonly mask: Mask;

  /** The text of chart.ts, masked. */
  public readonly chart: string;
  public readonly values: readonly Value[];

  /** The index of the value of each leaf. */
  private readonly indexes: readonly number[];

  constructor({ model, located, entries, project, chart, secrets }: ReportFacts) {
    const known = new Set(secrets);
    this.entries = entries;
    this.mask = maskOf(located, known);
    this.chart = this.mask.of(chart.trimEnd());
    this.files = sourceFiles({ ...located, model, project, secrets: known, mask: this.mask });
    const texts = located.leaves.map(({ value }) => text(value));
    const relation = new ChartRelation(chart, entries, texts);
    const groups = new Map<string, Placed[]>();
    const keys = entries.map((entry, index) => {
      const placed = { entry, index, chartLines: relation.linesOf(entry) };
      const key = keyOf(placed);
      groups.set(key, [...(groups.get(key) ?? []), placed]);
      return key;
    });
    const order = new Map([...groups.keys()].map((key, index) => [key, index]));
    this.indexes = keys.map((key) => order.get(key) ?? 0);
    const idsByLeaf = this.idsByLeaf();
    this.values = [...groups.values()].map((group) => valueOf(group, idsByLeaf));
  }

  /** The indexes of the values of some leaves. */
  public valuesOf(leaves: readonly number[]): number[] {
    return [...new Set(leaves.flatMap((leaf) => this.indexes[leaf] ?? []))];
  }

  /** The id of a line in the page; undefined if it does not show the line. */
  public lineId(name: string, line: number): string | undefined {
    const index = this.files.findIndex((file) => file.name === name);
    const isShown = this.files[index]?.lines.some(({ number }) => number === line);
    return isShown ? idOf(index, line) : undefined;
  }

  private idsByLeaf(): ReadonlyMap<number, readonly string[]> {
    const ids = new Map<number, string[]>();
    for (const [index, { lines }] of this.files.entries()) {
      for (const { number, leaves } of lines) {
        for (const leaf of leaves) ids.set(leaf, [...(ids.get(leaf) ?? []), idOf(index, number)]);
      }
    }
    return ids;
  }
}

function idOf(file: number, line: number): string {
  return `file-${file + 1}-line-${line}`;
}

interface Placed {
  readonly entry: Entry;
  readonly index: number;
  readonly chartLines: readonly number[];
}

/** The same for values of one line of which the same becomes. */
function keyOf({ entry, chartLines }: Placed): string {
  const { at, fate, to, rule, why, fix } = entry;
  return JSON.stringify([at.replace(/:\d+$/, ''), fate, to, rule, why, fix, chartLines]);
}

function valueOf(group: readonly Placed[], idsByLeaf: ReadonlyMap<number, readonly string[]>): Value {
  const [first] = group;
  if (!first) throw new Error('a group of values is empty');
  const { entry, chartLines } = first;
  const sourceLines = [...new Set(group.flatMap(({ index }) => idsByLeaf.get(index) ?? []))];
  return { entry, paths: group.map((each) => each.entry.path), sourceLines, chartLines };
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
