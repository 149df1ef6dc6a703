import { Command } from 'commander';
import { BadUsage } from '../../engine/base/failure';
import type { Entry } from '../../importer/ledger/entry';
import { ledger } from '../../importer/ledger/ledger';
import { locate } from '../../importer/locate/locate';
import { kindOnDisk } from '../../importer/project/disk';
import { Project } from '../../importer/project/project';
import { fates, meanings } from '../../importer/rules/outcome';
import { suggestion } from '../../lib/nearest';
import { composeFile, type FileOptions, sourcesOf } from '../compose-file/options';
import { readFiles } from '../compose-file/read';
import { explanationJson } from '../explain/json';
import { explanationText } from '../explain/text';
import { styler } from '../terminal/style';
import { isJson, type Output, outputOption } from './output-option';

type ExplainOptions = FileOptions & Output;

/** `slipway explain`: says what becomes of a Compose file. */
export function explainCommand(): Command {
  return outputOption(composeFile(new Command('explain')))
    .argument('[path]', 'part of it, such as services.web.ports (default: all)')
    .addHelpText(
      'after',
      `
Writes nothing, and needs no Docker. Each value of the file is one of these:
${fates.map((fate) => `  ${fate.padEnd(12)}  ${meanings[fate]}\n`).join('')}
Examples:
  $ slipway explain compose.yaml
  $ slipway explain compose.yaml services.web.ports
  $ slipway explain compose.yaml -f compose.prod.yaml --profile debug --output json`,
    )
    .action((file: string, path: string | undefined, options: ExplainOptions) => print(file, path, options));
}

async function print(file: string, path: string | undefined, options: ExplainOptions): Promise<void> {
  const { model, warnings } = await readFiles(sourcesOf(file, options));
  const entries = ledger(new Project(model, kindOnDisk), locate(model).leaves, process.cwd());
  const chosen = path === undefined ? entries : below(path, entries);
  for (const warning of warnings) console.error(warning);
  console.log(
    isJson(options) ? JSON.stringify(explanationJson(chosen), null, 2) : explanationText(chosen, styler()),
  );
}

/** @throws BadUsage if there is no value at or below the path */
function below(path: string, entries: readonly Entry[]): readonly Entry[] {
  const found = entries.filter((entry) => entry.path === path || /^[.[]/.test(cut(entry.path, path)));
  if (found.length > 0) return found;
  const known = entries.flatMap((entry) => prefixes(entry.path));
  throw new BadUsage(
    `there is no value at '${path}'${suggestion(path, [...new Set(known)])}`,
    `Name a path such as '${entries[0]?.path ?? 'services.web'}'.`,
  );
}

/** What follows after a prefix; empty if it is none. */
function cut(path: string, prefix: string): string {
  return path.startsWith(prefix) ? path.slice(prefix.length) : '';
}

/** Of `services.web.ports[0]`: `services`, `services.web`, and so on. */
function prefixes(path: string): string[] {
  return [...path.matchAll(/[.[]|$/g)].map(({ index }) => path.slice(0, index));
}
