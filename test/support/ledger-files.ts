import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Entry } from '../../importer/ledger/entry';
import { type Leaf } from '../../importer/locate/leaf';
import { locate } from '../../importer/locate/locate';
import type { ComposeModel } from '../../importer/read/compose-model';
import { readCompose } from '../../importer/read/read-compose';

const folder = join(__dirname, '../importer/keys');

/** The files of test/importer/keys/: each has a Compose file, and below `---` what becomes of its leaves. */
export const ledgerFiles = readdirSync(folder)
  .filter((file) => file.endsWith('.yaml'))
  .map((file) => basename(file, '.yaml'));

/** A file of test/importer/keys/. */
export interface LedgerFile {
  readonly model: ComposeModel;
  readonly leaves: readonly Leaf[];

  /** The line of each leaf, by its path. */
  readonly expected: Readonly<Record<string, string>>;
}

/** Reads a file. Mounts of its Compose file start in its own folder. */
export async function ledgerFile(name: string): Promise<LedgerFile> {
  const [compose = '', lines = ''] = readFileSync(join(folder, `${name}.yaml`), 'utf8').split(/^---$/m);
  const file = join(folder, 'compose.yaml');
  const env = { TOKEN: 'value', SETTINGS: 'value' };
  const model = await readCompose({ files: [file], contents: { [file]: compose }, env, profiles: ['main'] });
  const expected = parseAllDocuments(lines)[0]?.toJS() as LedgerFile['expected'];
  return { model, leaves: locate(model).leaves, expected };
}

/** The lines of entries, by their paths. */
export function linesOf(entries: readonly Entry[]): Record<string, string> {
  return Object.fromEntries(entries.map((entry) => [entry.path, ledgerLine(entry).replaceAll(folder, '.')]));
}

/** An entry in a line: the fate, and what it becomes, or why it becomes nothing. */
function ledgerLine({ fate, to = [], why = '' }: Entry): string {
  const places = to.map(({ object, field }) => `${object} ${short(field)}`).join(', ');
  return `${fate} ${places || why}`;
}

/** Without the path to the container, or to the specification of pods. */
function short(field: string): string {
  return field
    .replace('spec.template.spec.containers[0].', 'container ')
    .replace('spec.template.spec.', 'pod ');
}
