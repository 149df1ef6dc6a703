import { type Leaf, pathKeys } from '../locate/leaf';
import type { Project } from '../project/project';
import { type SecretPlace, segmentsOf } from '../project/secret-values';
import { legalName, type Service } from '../project/service';
import { mappingOf, text, valueAt, withoutSlash } from '../project/values';
import type { ComposeMapping } from '../read/compose-model';
import type { Target } from './target';

/** What a rule decides about: a leaf, with what is around it. */
export interface Subject {
  readonly keys: readonly (string | number)[];

  /** The leaf's value as text; empty for null, and for an empty list or mapping. */
  readonly value: string;
  readonly isNull: boolean;

  /** The last name in its path, such as that of a variable. */
  readonly name: string;

  /** The mapping that it is in: for `ports[0].target` the port. */
  readonly parent: ComposeMapping;

  /** Its service; undefined outside of services. */
  readonly service?: Service;
  readonly project: Project;
}

/** What a rule is asked about: a leaf of a project. */
export function subjectOf({ path, value }: Pick<Leaf, 'path' | 'value'>, project: Project): Subject {
  const keys = pathKeys(path);
  const root = project.model.project ?? {};
  const above = keys.slice(
    0,
    keys.findLastIndex((key) => typeof key === 'string'),
  );
  const service = keys[0] === 'services' ? project.service(String(keys[1])) : undefined;
  return {
    keys,
    value: text(value),
    isNull: value === null,
    name: keys.findLast((key) => typeof key === 'string') ?? '',
    parent: mappingOf(valueAt(root, above)),
    ...(service && { service }),
    project,
  };
}

/**
 * A text of the table with its placeholders filled: `{service}` is the legal name of the service, `{name}` the last name in the
 * path, `{member}` the second name in it, `{value}` the value, `{path}` the value before a colon, `{volume}` the name of the volume that a mount becomes, `{number}` the value before a slash, `{secret}` and `{key}` where the secret value of a variable is kept, `{mount}` its target, `{dependency}` the fourth name in the path, legal, `{index}` the last index. Any other one is the value at
 * that key beside the leaf, such as `{target}` of a port.
 */
export function fill(template: string, subject: Subject): string {
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const known = placeholders[name];
    return known ? known(subject) : nearPath(text(subject.parent[name]), subject.project.folder);
  });
}

/** The placeholders that are not the name of a key beside the leaf. */
const placeholders: Readonly<Record<string, (subject: Subject) => string>> = {
  service: ({ service }) => service?.objectName ?? '',
  name: ({ name }) => name,
  member: ({ keys }) => String(keys[1] ?? ''),
  value: ({ value }) => value,
  dependency: ({ keys }) => legalName(String(keys[3] ?? '')),
  volume: volumeIn,
  number: ({ value }) => value.replace(/\/.*/, ''),
  secret: (subject) => secretIn(subject)?.secret ?? '',
  key: (subject) => secretIn(subject)?.key ?? '',
  mount: filePath,
  path: ({ value }) => withoutSlash(value.replace(/:.*/, '')),
  index: ({ keys }) => String(keys.findLast((key) => typeof key === 'number') ?? 0),
};

/** A path of the project as it may be written in the Compose file, instead of one of this machine. */
function nearPath(value: string, folder: string): string {
  return value.startsWith(`${folder}/`) ? `.${value.slice(folder.length)}` : value;
}

/** The path of a config or a secret in the container. */
function filePath({ keys, parent }: Subject): string {
  const path = text(parent.target) || text(parent.source);
  if (path.startsWith('/')) return path;
  return keys[2] === 'secrets' ? `/run/secrets/${path}` : `/${path}`;
}

function volumeIn({ keys, service, project }: Subject): string {
  const [, , section, index] = keys;
  return service && section === 'volumes' ? (project.mountsOf(service)[Number(index)]?.volume ?? '') : '';
}

/** Where the secret value of a variable is kept; undefined if it has none. */
function secretIn({ name, value, project }: Subject): SecretPlace | undefined {
  const found = segmentsOf(name, value).find((segment) => typeof segment !== 'string');
  return project.secrets.placeOf(found?.secret ?? value);
}

/** A place in the manifests. */
export interface ManifestPlace {
  /** Kind and name, such as `Service/web`. */
  readonly object: string;

  /** The path of a field. Of a list, an item is named by a field that identifies it, as `env[name=TZ].value`, or by its index. */
  readonly field: string;
}

const podPath = 'spec.template.spec';
const partPath = { pod: `${podPath}.`, container: `${podPath}.containers[0].` };

/** The places of a target: one, or of `{user}` one for each service that uses the member of a section. */
export function manifestPlaces({ object, field, part }: Target, subject: Subject): ManifestPlace[] {
  const { service, keys, project } = subject;
  const path = fill(`${part ? partPath[part] : ''}${field}`, subject);
  const users = project.users(String(keys[0]), String(keys[1]));
  if (object === 'workloads of users')
    return users.map((user) => ({ object: `${user.kind}/${user.objectName}`, field: path }));
  const whole = object === 'workload' ? `${service?.kind ?? 'Deployment'}/{service}` : object;
  const named = whole.includes('{user}')
    ? users.map((user) => whole.replace('{user}', user.objectName))
    : [whole];
  return named.map((text) => ({ object: legalObject(fill(text, subject)), field: path }));
}

function legalObject(text: string): string {
  const [kind = '', name = ''] = text.split('/', 2);
  return `${kind}/${legalName(name)}`;
}
