import { text as literal, texts } from '../code/code';
import { filesIn } from '../project/disk';
import { legalName, type Service } from '../project/service';
import { listOf, mappingOf, text } from '../project/values';
import type { Context } from './context';
import { keyOfFile, secretId } from './files';
import type { Planned } from './planned';

/** The Credentials of a stack: of secret variables, of secret files, and of the secrets of the Compose file. */
export function credentialsOf(context: Context): Planned[] {
  return [...ofVariables(context), ...ofFiles(context), ...ofSecrets(context)];
}

function ofVariables({ services, project, names }: Context): Planned[] {
  return services.flatMap((service) => {
    const places = project.secrets.keysOf(service).filter(({ isOfDatabase }) => !isOfDatabase);
    const keys = places.map(({ key }) => key);
    const { objectName } = service;
    return keys.length === 0
      ? []
      : [random(`${objectName}-credentials`, names.credentials(objectName), keys)];
  });
}

function ofFiles(context: Context): Planned[] {
  return context.services.flatMap((service) => {
    const { objectName } = service;
    const keys = secretFilesOf(service, context).map((file) => keyOfFile(file, context.project));
    return keys.length === 0 ? [] : [random(`${objectName}-files`, context.names.secret(objectName), keys)];
  });
}

/** The paths of the secret files that a service mounts. */
export function secretFilesOf(service: Service, context: Context): string[] {
  return context.project.mountsOf(service).flatMap(({ kind, source }) => {
    if (kind === 'secret files') return filesIn(source);
    return kind === 'secret file' ? [source] : [];
  });
}

function ofSecrets({ project, services, names }: Context): Planned[] {
  const used = new Set(
    services.flatMap(({ spec }) => listOf(spec.secrets).map((each) => text(mappingOf(each).source))),
  );
  return Object.entries(mappingOf(project.model.project?.secrets))
    .filter(([name]) => used.has(name))
    .map(([name, definition]) => {
      const { external, name: given } = mappingOf(definition);
      const id = secretId(name);
      if (external !== true) return random(id, names.secret(id), ['value']);
      const existing = literal(legalName(text(given) || name));
      return {
        construct: 'Credentials',
        id,
        variable: names.secret(id),
        props: [{ key: 'existing', code: existing }],
        uses: [],
      };
    });
}

function random(id: string, variable: string, keys: readonly string[]): Planned {
  return { construct: 'Credentials', id, variable, props: [{ key: 'random', code: texts(keys) }], uses: [] };
}
