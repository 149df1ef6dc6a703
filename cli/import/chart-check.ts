import { join, relative } from 'node:path';
import { Failure } from '../../engine/base/failure';
import { type KubeObject, nameOf } from '../../engine/kube/kube-object';
import { codeFrame } from '../../engine/text/code-frame';
import { type ChartText, synthesizedChart } from '../../importer/check/synthesized-chart';
import type { Imported } from '../../importer/imported';
import { transform } from '../../loader/transform';
import type { MergedFile } from './files';

/** The objects of a chart in dev before a merge and after it. */
export interface Objects {
  /** Undefined if the present chart fails. */
  readonly before: readonly KubeObject[] | undefined;
  readonly after: readonly KubeObject[];
}

/**
 * Parses merged files, and synthesizes the chart in memory. Checks no types: `slipway synth` does.
 *
 * @param folder of the stack, an absolute path
 * @returns the objects of the chart; undefined if it does not change
 * @throws Failure with the place, if a file can't be parsed or the chart throws
 */
export function checkMerged(
  files: readonly MergedFile[],
  { secrets }: Pick<Imported, 'secrets'>,
  folder: string,
): Objects | undefined {
  process.setSourceMapsEnabled(true); // a frame of an error then has the line of the chart
  const changed = files.filter(({ mine, next }) => next !== mine);
  for (const { name, next } of changed) {
    const file = join(folder, name);
    if (next !== undefined && name.endsWith('.ts'))
      checked({ file, text: next }, () => transform(next, file));
  }
  const chart = changed.find(({ name }) => name === 'chart.ts');
  if (chart?.next === undefined) return undefined;
  const { name, mine, next } = chart;
  const whole = { file: join(folder, name), text: next, secrets };
  const after = checked(whole, () => objectsOf(whole));
  return { before: mine === undefined ? [] : objectsOrNone({ ...whole, text: mine }), after };
}

function objectsOf(chart: ChartText): KubeObject[] {
  return synthesizedChart(chart, 'dev') as KubeObject[];
}

/** That the user's chart fails before the merge is no reason to refuse one after which it does not. */
function objectsOrNone(chart: ChartText): KubeObject[] | undefined {
  try {
    return objectsOf(chart);
  } catch {
    return undefined;
  }
}

function checked<T>(source: Pick<ChartText, 'file' | 'text'>, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof Error) throw failureOf(error, source);
    throw error;
  }
}

function failureOf(error: Error, { file, text }: Pick<ChartText, 'file' | 'text'>): Failure {
  const name = relative('', file);
  const message = error.message.trim().replace(/\.$/, '');
  const position = positionOf(error, file);
  const what = `${name} fails after the merge: ${message}`;
  if (!position)
    return new Failure(what, `Nothing was written. Correct ${name} or the Compose file.`, error.stack);
  const { line, column } = position;
  return new Failure(
    what,
    `Nothing was written. Correct what ${name} has of line ${line}, or the Compose file, and import again.`,
    `The merged ${name}:${line}:${column}\n${codeFrame(text, line, column)}`,
  );
}

interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where in a file an error is: by its own position, or by the innermost frame. */
function positionOf(error: Error, file: string): Position | undefined {
  const { position } = error as { readonly position?: Position };
  if (position) return position;
  const frame = (error.stack ?? '').split('\n').find((line) => line.includes(`${file}:`)) ?? '';
  const [, line, column] = /:(\d+):(\d+)\)?$/.exec(frame) ?? [];
  return line === undefined ? undefined : { line: Number(line), column: Number(column) };
}

/** The changes of objects, by name. */
export function objectChanges(
  before: readonly KubeObject[],
  after: readonly KubeObject[],
): { readonly name: string; readonly change: 'created' | 'configured' | 'deleted' | 'unchanged' }[] {
  const old = new Map(before.map((object) => [nameOf(object), JSON.stringify(object)]));
  const now = new Map(after.map((object) => [nameOf(object), JSON.stringify(object)]));
  return [...new Set([...old.keys(), ...now.keys()])].sort().map((name) => {
    const [from, to] = [old.get(name), now.get(name)];
    if (from === undefined) return { name, change: 'created' };
    if (to === undefined) return { name, change: 'deleted' };
    return { name, change: from === to ? 'unchanged' : 'configured' };
  });
}
