import { relative } from 'node:path';
import { type Manifest, type Missing, missingPlaces } from './check/places';
import { synthesizedChart } from './check/synthesized-chart';
import type { Entry } from './ledger/entry';
import { ledger } from './ledger/ledger';
import { writtenValues } from './ledger/values';
import { locate } from './locate/locate';
import { planOf } from './plan/plan';
import type { LocalValue } from './plan/planned';
import { chartText } from './print/chart';
import { formatted } from './print/format';
import { parityText } from './print/parity';
import { kindOnDisk } from './project/disk';
import { Project } from './project/project';
import type { ComposeModel } from './read/compose-model';
import { reportText } from './report/markdown';
import { pageText } from './report/page/page';
import { readmeText } from './report/readme';

/** What became of a Compose file. Nothing of it is written yet. */
export interface Imported {
  readonly stack: string;

  /** Texts by their paths in the folder of the stack. */
  readonly files: Readonly<Record<string, string>>;
  readonly entries: readonly Entry[];

  /** What the Compose files say, by path, without secrets: see `writtenValues`. */
  readonly values: Readonly<Record<string, string>>;
  readonly manifests: readonly Manifest[];

  /** Values for the store of secrets. */
  readonly secrets: readonly LocalValue[];

  /** Places that the ledger names, and the manifests do not have: faults of slipway. */
  readonly missing: readonly Missing[];
}

/** Where an import goes. */
export interface Target {
  /** The folder of the project, an absolute path. The paths in reports start there. */
  readonly project: string;

  /** The path of the chart of a stack. */
  readonly chart: (stack: string) => string;

  /** Draws a stack for report.html, as an SVG; undefined if it is too large. @default - report.html has no drawing */
  readonly draw?: (stack: string, manifests: readonly Manifest[]) => Promise<string | undefined>;
}

/**
 * Makes a chart of a Compose file, with its parity checks, its README and its reports, and synthesizes it in memory.
 *
 * @param model a model that Compose accepts
 * @throws whatever the chart throws: a fault of slipway
 */
export async function imported(model: ComposeModel, target: Target): Promise<Imported> {
  const { project: folder, chart, draw } = target;
  const project = new Project(model, kindOnDisk);
  const located = locate(model);
  const { leaves } = located;
  const plan = planOf(project, leaves, chart);
  const file = chart(plan.stack);
  const source = relative(folder, model.files[0] ?? '');
  const text = await formatted(chartText(plan, source), file);
  const manifests = synthesizedChart({ file, text, secrets: plan.secrets }, 'dev');
  const entries = ledger(project, leaves, folder);
  const { stack, parity, secrets } = plan;
  const drawing = await draw?.(stack, manifests);
  const page = {
    ...{ stack, model, located, entries, project: folder, chart: text },
    secrets: secrets.map(({ value }) => value),
    ...(drawing !== undefined && { drawing }),
  };
  const files = {
    'chart.ts': text,
    ...(parity && { 'parity.ts': await formatted(parityText(parity), file) }),
    'README.md': readmeText({ stack, source, entries, secrets: bySecret(secrets) }),
    'report.md': reportText(stack, entries),
    'report.html': pageText(page),
    'report.json': `${JSON.stringify({ version: 1, entries }, null, 2)}\n`,
  };
  const values = writtenValues(leaves, entries, folder);
  return { stack, files, entries, values, manifests, secrets, missing: missingPlaces(entries, manifests) };
}

function bySecret(
  values: readonly LocalValue[],
): { readonly secret: string; readonly keys: readonly string[] }[] {
  const secrets = [...new Set(values.map(({ secret }) => secret))];
  return secrets.map((secret) => ({
    secret,
    keys: values.filter((each) => each.secret === secret).map(({ key }) => key),
  }));
}
