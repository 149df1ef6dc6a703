import { relative } from 'node:path';
import { type Leaf, type LeftOut, type Located, pathKeys } from '../../locate/leaf';
import { text as textOf } from '../../project/values';
import type { ComposeModel } from '../../read/compose-model';
import { type Range, Ranges } from '../../source/ranges';
import { type Mask, masked, maskedComment, maskedValue, secretsIn } from './mask';

/** A line of a file, as the page shows it. */
interface SourceLine {
  /** From 1 on. */
  readonly number: number;
  readonly text: string;

  /** The indexes of the leaves that are written there. */
  readonly leaves: readonly number[];
}

/** A file that values come from, with its secrets masked. */
export interface SourceFile {
  /** The path from the folder of the project. */
  readonly name: string;
  readonly file: string;

  /** All lines of a Compose file; of a file of variables, those that set one. */
  readonly lines: readonly SourceLine[];
}

interface Sources extends Located {
  readonly model: Pick<ComposeModel, 'files' | 'sources'>;

  /** The folder of the project, an absolute path. */
  readonly project: string;

  /** Values that are kept in Secrets. */
  readonly secrets: ReadonlySet<string>;
  readonly mask: Mask;
}

/** The Compose files in their order, then the other files that a leaf comes from. */
export function sourceFiles(sources: Sources): SourceFile[] {
  const { model, leaves, project } = sources;
  const files = [...new Set([...model.files, ...leaves.map(({ at }) => at.file)])];
  const isOfVariables = (file: string): boolean =>
    leaves.some(({ at, via }) => at.file === file && via === 'env_file');
  return files
    .filter((file) => file in model.sources)
    .map((file) => ({
      name: relative(project, file),
      file,
      lines: isOfVariables(file) ? variableLines(file, leaves) : composeLines(file, sources),
    }));
}

/** No value of such a file is shown. */
function variableLines(file: string, leaves: readonly Leaf[]): SourceLine[] {
  const byLine = new Map<number, SourceLine>();
  for (const [index, { at, path }] of leaves.entries()) {
    if (at.file !== file) continue;
    const name = /[\w-]+(?="?\]?$)/.exec(path)?.[0] ?? '';
    const known = byLine.get(at.line)?.leaves ?? [];
    byLine.set(at.line, { number: at.line, text: `${name}=${masked}`, leaves: [...known, index] });
  }
  return [...byLine.values()].sort((one, other) => one.number - other.number);
}

function composeLines(file: string, sources: Sources): SourceLine[] {
  const { model, leaves, mask } = sources;
  const source = model.sources[file] ?? '';
  const ranges = new Ranges(source);
  const indexes = leavesByLine(file, leaves, { source, ranges });
  return maskedSource(file, sources, { source, ranges })
    .replace(/\r?\n$/, '')
    .split(/\r?\n/)
    .map((line, index) => ({
      number: index + 1,
      text: mask.of(line.replace(/(^|\s)#.*$/, maskedComment)),
      leaves: indexes.get(index + 1) ?? [],
    }));
}

interface Parsed {
  readonly source: string;
  readonly ranges: Ranges;
}

/** What Compose adds by itself is written nowhere, unless it is in a value in short syntax. */
function leavesByLine(
  file: string,
  leaves: readonly Leaf[],
  { source, ranges }: Parsed,
): Map<number, number[]> {
  const byLine = new Map<number, number[]>();
  for (const [index, { at, via }] of leaves.entries()) {
    const range = ranges.at(at);
    if (at.file !== file || (via === 'default' && !range)) continue;
    const written = range ? source.slice(range.from, range.to).trimEnd() : '';
    for (let line = at.line; line < at.line + written.split('\n').length; line++)
      byLine.set(line, [...(byLine.get(line) ?? []), index]);
  }
  return byLine;
}

/** A value of a file with secrets in it. */
interface SecretValue {
  readonly range: Range;
  readonly secrets: Set<string>;

  /** The last key of its path. */
  readonly name: string;
}

/** The text of a file, with as many lines, in which secret values are masked where they are written. */
function maskedSource(file: string, sources: Sources, { source, ranges }: Parsed): string {
  const byStart = new Map<number, SecretValue>();
  for (const value of [...sources.leaves, ...sources.leftOut]) {
    const range = value.at.file === file ? ranges.at(value.at) : undefined;
    const secrets = range ? secretsOf(value, sources.secrets) : [];
    if (!range || secrets.length === 0) continue;
    const name = String(pathKeys(value.path).at(-1));
    const known = byStart.get(range.from) ?? { range, secrets: new Set<string>(), name };
    for (const secret of secrets) known.secrets.add(secret);
    byStart.set(range.from, known);
  }
  const fromTheEnd = [...byStart.values()].sort((one, other) => other.range.from - one.range.from);
  return fromTheEnd.reduce((text, { range: { from, to }, secrets, name }) => {
    const shown = maskedValue(text.slice(from, to), [...secrets], name);
    return text.slice(0, from) + shown + text.slice(to);
  }, source);
}

/** The secrets in a value: by its name and its looks, or all of it, if it is kept in a Secret. */
export function secretsOf(value: Leaf | LeftOut, known: ReadonlySet<string>): string[] {
  const content = 'text' in value ? value.text : textOf(value.value);
  const found = secretsIn({ path: value.path, value: content });
  return found.length === 0 && known.has(content) ? [content] : found;
}
