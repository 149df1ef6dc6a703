import { dirname, join } from 'node:path';
import { synthesizedChart } from '../../importer/check/synthesized-chart';
import { type Imported, imported } from '../../importer/imported';
import type { Entry } from '../../importer/ledger/entry';
import type { ComposeModel } from '../../importer/read/compose-model';
import type { ComposeOptions } from '../../importer/read/read-compose';
import { errorsOf, readText } from './compose-files';
import { type Manifest, Manifests } from './manifests';

/** What became of a Compose file, with short ways to the parts that tests ask for. */
export interface ImportedFile extends Imported {
  /** The text of chart.ts. */
  readonly chart: string;

  /** The manifests in dev. */
  readonly objects: Manifests;

  /** The entry of a leaf. */
  readonly entry: (path: string) => Entry;
}

/** Imports a Compose file, which is in a folder that does not exist. Nothing is written. */
export async function importOf(text: string, options: ComposeOptions = {}): Promise<ImportedFile> {
  const model = await readText(text, options);
  expect(errorsOf(model)).toEqual([]);
  return importOfModel(model);
}

/** Imports what Compose has read. The chart would be in `apps/` beside the Compose file. */
export async function importOfModel(model: ComposeModel): Promise<ImportedFile> {
  const project = dirname(model.files[0] ?? '');
  const result = await imported(model, {
    project,
    chart: (stack) => join(project, 'apps', stack, 'chart.ts'),
  });
  return {
    ...result,
    chart: result.files['chart.ts'] ?? '',
    objects: new Manifests(result.manifests as unknown as Manifest[]),
    entry: (path) => {
      const found = result.entries.find((entry) => entry.path === path);
      if (!found) throw new Error(`there is no leaf ${path}`);
      return found;
    },
  };
}

/** The objects of a chart in production. */
export function productionOf({ stack, chart: text, secrets }: ImportedFile): Manifests {
  const chart = { file: `/shop/apps/${stack}/chart.ts`, text, secrets };
  return new Manifests(synthesizedChart(chart, 'prod') as unknown as Manifest[]);
}

/** The ports of a container or a Service, as `53/UDP`. */
export function portsOf(ports: unknown): string[] {
  return (ports as { containerPort?: number; port?: number; protocol?: string }[]).map(
    ({ containerPort, port, protocol = 'TCP' }) => `${containerPort ?? port}/${protocol}`,
  );
}
