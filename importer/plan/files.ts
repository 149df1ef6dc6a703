import { readFileSync, statSync } from 'node:fs';
import { relative } from 'node:path';
import { type Code, object, type Property, text as literal } from '../code/code';
import { filesIn } from '../project/disk';
import type { Project } from '../project/project';
import type { Service } from '../project/service';
import { listOf, mappingOf, text } from '../project/values';
import { configCode } from './configs';
import { type Context, pathCode, type Reference } from './context';

interface File extends Reference {
  /** The path in the container, or the code of several files. */
  readonly key: string;
}

/** The prop `files` of a service: its configs and secrets, and the files that it mounts. */
export function filesOf(
  service: Service,
  context: Context,
): { readonly props: Property[]; readonly uses: string[] } {
  const files = [
    ...mountedFiles(service, context),
    ...configs(service, context),
    ...secrets(service, context),
  ];
  if (files.length === 0) return { props: [], uses: [] };
  return {
    props: [{ key: 'files', code: object(files.map(({ key, code }) => ({ key, code }))) }],
    uses: files.flatMap(({ uses }) => uses),
  };
}

function mountedFiles(service: Service, context: Context): File[] {
  return context.project.mountsOf(service).flatMap(({ kind, source, target }): File[] => {
    if (kind === 'files') {
      const code = `slipway.filesFrom(${pathCode(context, source)}, ${literal(target)})`;
      return [{ key: '...', code, uses: [] }];
    }
    if (kind === 'file') return [{ key: target, code: fileCode(context, source), uses: [] }];
    if (kind === 'secret file') return [secretFile(target, source, service, context)];
    if (kind === 'secret files') {
      return filesIn(source).map((file) =>
        secretFile(`${target}${file.slice(source.length)}`, file, service, context),
      );
    }
    return [];
  });
}

function secretFile(path: string, file: string, service: Service, context: Context): File {
  const variable = context.names.secret(service.objectName);
  return {
    key: path,
    code: `${variable}.key(${literal(keyOfFile(file, context.project))})`,
    uses: [variable],
  };
}

/** The key of a Secret for a file: its path from the Compose file on, with `_` for each slash. */
export function keyOfFile(path: string, { folder }: Project): string {
  return relative(folder, path)
    .replaceAll(/^[./]+/g, '')
    .replaceAll(/[^-._a-zA-Z0-9]/g, '_');
}

/** The content of a file on this machine, with its mode if it can be executed. */
function fileCode(context: Context, path: string): Code {
  const encoding = isText(path) ? ", 'utf8'" : '';
  const content = `readFileSync(${pathCode(context, path)}${encoding})`;
  return isExecutable(path)
    ? object(
        [
          { key: 'content', code: content },
          { key: 'mode', code: '0o755' },
        ],
        true,
      )
    : content;
}

/** Whether a file is UTF-8 without a null character. */
function isText(path: string): boolean {
  const bytes = readFileSync(path);
  try {
    return !new TextDecoder('utf-8', { fatal: true }).decode(bytes).includes('\0');
  } catch {
    return false;
  }
}

function isExecutable(path: string): boolean {
  return (statSync(path).mode & 0o100) !== 0;
}

function configs(service: Service, context: Context): File[] {
  return listOf(service.spec.configs)
    .map(mappingOf)
    .flatMap(({ source, target, mode }): File[] => {
      const name = text(source);
      const content = configCode(name, context);
      if (!content) return [];
      const { code, uses } = content;
      return [{ key: text(target) || `/${name}`, code: withMode(code, modeOf(mode)), uses }];
    });
}

type Value = Parameters<typeof text>[0];

function withMode(code: Code, mode: number | undefined): Code {
  if (mode === undefined || (mode & 0o777) === 0o444 || (mode & 0o777) === 0o644) return code;
  return object(
    [
      { key: 'content', code },
      { key: 'mode', code: `0o${mode.toString(8)}` },
    ],
    true,
  );
}

/** A mode, which compose-go gives as an octal text, with the rights of the owner for the group, as which the pod reads. */
function modeOf(mode: Value): number | undefined {
  if (mode === undefined || mode === null) return undefined;
  const written = Number.parseInt(text(mode), 8) & 0o777;
  return written | ((written & 0o500) >> 3);
}

function secrets(service: Service, context: Context): File[] {
  const known = mappingOf(context.project.model.project?.secrets);
  return listOf(service.spec.secrets)
    .map(mappingOf)
    .flatMap(({ source, target, mode }): File[] => {
      const name = text(source);
      if (known[name] === undefined) return [];
      const path = text(target) || name;
      const variable = context.names.secret(secretId(name));
      const code = `${variable}.key(${literal(secretKey(mappingOf(known[name]), name))})`;
      return [
        {
          key: path.startsWith('/') ? path : `/run/secrets/${path}`,
          code: withMode(code, modeOf(mode)),
          uses: [variable],
        },
      ];
    });
}

/** The id of the Credentials for a secret of the project. */
export function secretId(name: string): string {
  return name.toLowerCase().replaceAll(/[^a-z0-9-]+/g, '-');
}

/** The key in a Secret: of one that exists already its name, as far as the Compose file tells. */
function secretKey(definition: ReturnType<typeof mappingOf>, name: string): string {
  return definition.external === true ? text(definition.name) || name : 'value';
}
