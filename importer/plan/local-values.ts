import { readFileSync } from 'node:fs';
import { mappingOf, text } from '../project/values';
import type { Context } from './context';
import { secretFilesOf } from './credentials';
import { keyOfFile, secretId } from './files';
import type { LocalValue } from './planned';

/** The values of the Compose file that the local store of secrets gets, so that dev runs with them. */
export function localValues(context: Context): LocalValue[] {
  return [...ofServices(context), ...ofSecrets(context)];
}

function ofServices(context: Context): LocalValue[] {
  return context.services.flatMap((service) => {
    const variables = context.project.secrets.keysOf(service);
    const files = secretFilesOf(service, context).map((file) => ({
      secret: `${service.objectName}-files`,
      key: keyOfFile(file, context.project),
      value: readFileSync(file, 'utf8'),
    }));
    return [...variables.map(({ secret, key, value }) => ({ secret, key, value })), ...files];
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
