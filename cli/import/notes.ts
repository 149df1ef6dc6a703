import { localSecretsFile } from '../../lib/contract';
import type { Again } from './again';
import type { ImportRecord, Reading } from './record';
import { otherSecrets } from './write';

/** What people should know of a second import, a sentence or two each. */
export function notesOf({ imported, destination, last, record, files, values, objects }: Again): string[] {
  const { folder, project } = destination;
  const [{ slipway: lastVersion }, { slipway: version }] = [last, record];
  const [before, now] = [optionsText(last.reading), optionsText(record.reading)];
  const deleted = files.filter(({ name, mine }) => mine === undefined && last.printed[name] !== undefined);
  const left = files.filter(({ printed, next }) => printed === undefined && next !== undefined);
  const secrets = otherSecrets(imported, project).join(', ');
  return [
    ...when(
      lastVersion !== version,
      `slipway ${lastVersion} made the last import, so some changes may be those of slipway ${version}.`,
    ),
    ...when(before !== now, `The last import read ${before}, and this one ${now}.`),
    ...when(
      hasOtherCause(last, record),
      'The Compose files are as they were: what they read has changed, or slipway has.',
    ),
    ...deleted.map(({ name }) => `${folder}/${name} stays deleted.`),
    ...left.map(({ name }) => `slipway no longer makes ${folder}/${name}. It stays, since it was edited.`),
    ...when(
      secrets !== '',
      `${localSecretsFile} keeps its values, which the Compose file has differently: ${secrets}.`,
    ),
    ...when(
      values === undefined,
      `${folder}/report.json of the last import is missing, so the changed values are not listed.`,
    ),
    ...when(
      objects !== undefined && !objects.before,
      'The present chart fails, so its objects are not compared.',
    ),
  ];
}

function when(condition: boolean, note: string): string[] {
  return condition ? [note] : [];
}

/** Whether slipway prints other texts from the same Compose files. */
function hasOtherCause(last: ImportRecord, record: ImportRecord): boolean {
  return !isSame(last.printed, record.printed) && isSame(last.reading.hashes, record.reading.hashes);
}

type Texts = Readonly<Record<string, string>>;

function isSame(one: Texts, other: Texts): boolean {
  return Object.keys({ ...one, ...other }).every((name) => one[name] === other[name]);
}

/** `compose.yaml -f compose.prod.yaml --profile jobs` */
function optionsText({ files: [first = '', ...others], profiles, envFiles }: Reading): string {
  return [
    first,
    ...others.map((file) => `-f ${file}`),
    ...profiles.map((profile) => `--profile ${profile}`),
    ...envFiles.map((file) => `--env-file ${file}`),
  ].join(' ');
}
