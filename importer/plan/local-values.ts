import { readFileSync } from 'node:fs';
import { mappingOf, text } from '../rules/values';
import type { Context } from './context';
import { secretFilesOf } from './credentials';
import { databaseSecrets } from './databases';
import { keyOfFile, secretId } from './files';
import type { LocalValue } from './planned';

/** The values of the Compose file that the local store of secrets gets, so that dev runs with them. */
export function localValues(context: Context): LocalValue[] {
  return [...ofServices(context), ...ofSecrets(context)];
}

function ofServices(context: Context): LocalValue[] {
  return context.services.flatMap((service) => {
    if (context.isDatabase(service)) return databaseSecrets(service);
    const { objectName } = service;
    const variables = context.secrets
      .keysOf(service.name)
      .map((each) => ({ secret: `${objectName}-credentials`, ...each }));
    const files = secretFilesOf(service, context).map((file) => ({
      secret: `${objectName}-files`,
      key: keyOfFile(file),
      value: readFileSync(file, 'utf8'),
    }));
    return [...variables, ...files];
  });
}

/** A secret without a file that can be read, and without a variable that is set, has a random value. */
function ofSecrets({ project }: Context): LocalValue[] {
  return Object.entries(mappingOf(project.model.project?.secrets)).flatMap(([name, definition]) => {
    const { file, environment, content } = mappingOf(definition);
    const path = text(file);
    const value =
      project.onDisk(path) === 'file'
        ? readFileSync(path, 'utf8')
        : (process.env[text(environment)] ?? (content === undefined ? undefined : text(content)));
    return value === undefined ? [] : [{ secret: secretId(name), key: 'value', value }];
  });
}
