import type { Again } from './again';
import type { Reading } from './record';
import { otherSecrets } from './write';

/** What people should know of a second import, a sentence or two each. */
export function notesOf({ imported, destination, last, record, files, values, objects }: Again): string[] {
  const { folder, project } = destination;
  const deleted = files.filter(({ name, mine }) => mine === undefined && last.printed[name] !== undefined);
  const left = files.filter(({ printed, next }) => printed === undefined && next !== undefined);
  const secrets = otherSecrets(imported, project);
  return [
    ...(last.slipway === record.slipway
      ? []
      : [
          `slipway ${last.slipway} made the last import, so some changes may be those of slipway ${record.slipway}.`,
        ]),
    ...(sameOptions(last.reading, record.reading)
      ? []
      : [`The last import read ${optionsText(last.reading)}, and this one ${optionsText(record.reading)}.`]),
    ...deleted.map(({ name }) => `${folder}/${name} stays deleted.`),
    ...left.map(({ name }) => `slipway no longer makes ${folder}/${name}. It stays, since it was edited.`),
    ...(secrets.length > 0
      ? [
          `.slipway/secrets.json keeps its values, which the Compose file has differently: ${secrets.join(', ')}.`,
        ]
      : []),
    ...(values
      ? []
      : [`${folder}/report.json of the last import is missing, so the changed values are not listed.`]),
    ...(objects && !objects.before ? ['The present chart fails, so its objects are not compared.'] : []),
  ];
}

function sameOptions(one: Reading, other: Reading): boolean {
  return optionsText(one) === optionsText(other);
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
