import { Command, Option } from 'commander';
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { Failure } from '../../engine/base/failure';
import type { KubeObject } from '../../engine/kube/kube-object';
import { type Imported, imported } from '../../importer/imported';
import { findConfig } from '../../lib/project/config-file';
import { composeFile, type FileOptions, sourcesOf } from '../compose-file/options';
import { readFiles } from '../compose-file/read';
import { drawGraph } from '../graph/draw';
import { prepareLayout } from '../graph/layout';
import { graphOf } from '../graph/read';
import { type Again, secondImport, writeAgain } from '../import/again';
import { againText } from '../import/again-text';
import { folderIn } from '../import/config';
import { conflictFailure } from '../import/files';
import { writeManifests } from '../import/manifests';
import { type ImportRecord, lastImport, readingOf, recordName, recordOf } from '../import/record';
import { checkStrict, type Strictness } from '../import/strict';
import { importText } from '../import/text';
import { definitionOf, type Destination, fromProject, writeImported } from '../import/write';
import { projectChanges } from '../init/init';
import { styler } from '../terminal/style';

interface ImportOptions extends FileOptions {
  readonly out?: string;
  readonly format: 'chart' | 'manifests';
  readonly strict?: Strictness;
  readonly write: boolean;
}

/** The exit code of a second import that shows changes and does not write them. */
const wouldChange = 4;

/** `slipway import`: makes a stack of a Compose file. */
export function importCommand(): Command {
  return composeFile(new Command('import'))
    .option('-o, --out <folder>', 'folder to write to (default: apps/<name>)')
    .addOption(
      new Option('--format <format>', 'chart in TypeScript, or manifests in YAML')
        .choices(['chart', 'manifests'])
        .default('chart'),
    )
    .option('--strict [fate]', 'fail if a value is refused, or, with =approximated, only similar')
    .option('--write', 'write what a second import changes, instead of showing it', false)
    .addHelpText(
      'after',
      `
Writes chart.ts, parity.ts, README.md and the reports, and adds the stack to slipway.config.ts. report.html shows the
Compose file beside the chart, line by line; report.md and report.json say the same. In a folder without a project it
creates one. Replaces no file that exists. Needs no Docker.

Of a stack that was imported before, it merges what has changed in the Compose file into your files, and keeps your edits.
It shows the changes, and writes them only with --write. If both sides have changed the same lines, your file stays as it
is, and with --write the copy chart.ts.merged has both. Solve the conflicts there and import again: the copy then takes the
place of your file. ${recordName} has what slipway printed last. Commit it.

Exits with 0 if all is written or nothing changes, 3 if --strict refuses the file, 4 if there are changes and --write is
missing, 5 if there are conflicts, and 1 if it fails. Nothing is written then, or all.

Examples:
  $ slipway import compose.yaml
  $ slipway import compose.yaml -f compose.prod.yaml --profile jobs -o apps/shop
  $ slipway import compose.yaml --format manifests -o manifests
  $ slipway import compose.yaml --write`,
    )
    .action(run);
}

async function run(file: string, options: ImportOptions): Promise<void> {
  const isChart = options.format === 'chart';
  const sources = sourcesOf(file, options);
  // A process of its own reads the files meanwhile.
  const [{ model, warnings }] = await Promise.all([
    readFiles(sources),
    ...(isChart ? [prepareLayout()] : []),
  ]);
  for (const warning of warnings) console.error(warning);
  const config = findConfig(process.cwd());
  const project = config === undefined ? process.cwd() : dirname(config);
  const folderOf = (stack: string): string =>
    options.out === undefined ? stackFolder(project, config, stack) : resolve(options.out);
  const result = await imported(model, {
    project,
    chart: (stack) => join(folderOf(stack), 'chart.ts'),
    ...(isChart && { draw }),
  });
  checkPlaces(result);
  checkStrict(result.entries, options.strict);
  const folder = folderOf(result.stack);
  if (!isChart) {
    console.log(importText(result, writeManifests(result, folder), styler()));
    return;
  }
  const destination: Destination = {
    project,
    folder: fromProject(project, folder),
    compose: fromProject(project, model.files[0] ?? file),
  };
  const record = recordOf(result, readingOf(sources, model, project));
  const last = lastImport(folder);
  if (last) importAgain(await secondImport(result, destination, { last, record }), options.write);
  else importFirst(result, destination, record, config === undefined);
}

/** The folder to which a stack was imported, or else `apps/<stack>`. */
function stackFolder(project: string, config: string | undefined, stack: string): string {
  const named = config === undefined ? undefined : folderIn(readFileSync(config, 'utf8'), stack);
  const folder = named === undefined ? undefined : resolve(project, named);
  return folder !== undefined && lastImport(folder) ? folder : join(project, 'apps', stack);
}

/** With more connections a drawing takes seconds, and can hardly be read. */
const mostConnections = 80;

/** As `slipway graph` draws it; undefined if it has too many connections for a page. */
async function draw(stack: string, manifests: Imported['manifests']): Promise<string | undefined> {
  const graph = graphOf(stack, manifests as readonly KubeObject[]);
  return graph.connections.length > mostConnections ? undefined : drawGraph(graph);
}

/** @param isNew whether there is no project yet */
function importFirst(result: Imported, destination: Destination, record: ImportRecord, isNew: boolean): void {
  const { project } = destination;
  const changes = isNew ? projectChanges(project, result.stack, definitionOf(destination)) : [];
  const files = changes.flatMap(({ path, text }) => (text === undefined ? [] : [{ path, text }]));
  console.log(importText(result, writeImported(result, destination, record, files), styler()));
}

/**
 * Shows what a second import changes, and writes it if asked to.
 *
 * @throws Conflicting if both sides have changed the same lines. With `isWritten`, copies have them
 */
function importAgain(again: Again, isWritten: boolean): void {
  const { files, changes, addsSecrets, destination } = again;
  if (isWritten) writeAgain(again);
  console.log(againText(again, isWritten, styler()));
  const conflicting = files.filter(({ conflict }) => conflict);
  if (conflicting.length > 0) throw conflictFailure(conflicting, destination.folder, isWritten);
  if (isWritten || (changes.length === 0 && !addsSecrets)) return;
  console.log('\nNothing is written yet: run the command again with --write.');
  process.exitCode = wouldChange;
}

/** @throws Failure if the ledger names a place that the manifests do not have */
function checkPlaces({ missing: [first] }: Imported): void {
  if (!first) return;
  const { entry, place } = first;
  throw new Failure(
    `${entry.at}: ${entry.path} should have become ${place.object} ${place.field}, which the manifests do not have`,
    'This is a fault of slipway: report it with the Compose file.',
  );
}
