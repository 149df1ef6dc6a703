import { Command, Option } from 'commander';
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
import { writeManifests } from '../import/manifests';
import { checkStrict, type Strictness } from '../import/strict';
import { importText } from '../import/text';
import { changesOf, definitionOf, type Destination, fromProject, writeImported } from '../import/write';
import { initialize } from '../init/init';
import { styler } from '../terminal/style';

interface ImportOptions extends FileOptions {
  readonly out?: string;
  readonly format: 'chart' | 'manifests';
  readonly strict?: Strictness;
}

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
    .addHelpText(
      'after',
      `
Writes chart.ts, parity.ts, README.md and the reports, and adds the stack to slipway.config.ts. report.html shows the
Compose file beside the chart, line by line; report.md and report.json say the same. In a folder without a project it
creates one. Replaces no file that exists. Needs no Docker.

Examples:
  $ slipway import compose.yaml
  $ slipway import compose.yaml -f compose.prod.yaml --profile jobs -o apps/shop
  $ slipway import compose.yaml --format manifests -o manifests`,
    )
    .action(run);
}

async function run(file: string, options: ImportOptions): Promise<void> {
  const isChart = options.format === 'chart';
  // A process of its own reads the files meanwhile.
  const [{ model, warnings }] = await Promise.all([
    readFiles(sourcesOf(file, options)),
    ...(isChart ? [prepareLayout()] : []),
  ]);
  for (const warning of warnings) console.error(warning);
  const config = findConfig(process.cwd());
  const project = config === undefined ? process.cwd() : dirname(config);
  const folderOf = (stack: string): string => resolve(options.out ?? join(project, 'apps', stack));
  const result = await imported(model, {
    project,
    chart: (stack) => join(folderOf(stack), 'chart.ts'),
    ...(isChart && { draw }),
  });
  checkPlaces(result);
  checkStrict(result.entries, options.strict);
  const destination: Destination = {
    project,
    folder: fromProject(project, folderOf(result.stack)),
    compose: fromProject(project, model.files[0] ?? file),
  };
  const written = isChart
    ? writeChart(result, destination, config === undefined)
    : writeManifests(result, folderOf(result.stack));
  console.log(importText(result, written, styler()));
}

/** As `slipway graph` draws it. */
async function draw(stack: string, manifests: Imported['manifests']): Promise<string> {
  return drawGraph(graphOf(stack, manifests as readonly KubeObject[]));
}

/** @param isNew whether there is no project yet */
function writeChart(result: Imported, destination: Destination, isNew: boolean): string[] {
  const { project } = destination;
  const changes = changesOf(result, destination);
  // It writes nothing if it fails.
  const added = isNew ? initialize(project, result.stack, definitionOf(destination)).written : [];
  return [...writeImported(result, changes, project), ...added];
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
