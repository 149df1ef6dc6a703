import { dirname } from 'node:path';
import { type Leaf, pathKeys } from '../locate/leaf';
import type { ComposeMapping, ComposeModel } from '../read/compose-model';
import type { DiskKind } from './disk';
import { legalName, Others, Service } from './service';
import type { Target } from './target';
import { listOf, mappingOf, text, valueAt } from './values';

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

/** The model, with what rules ask of all of it. */
export class Project {
  public readonly others: Others;
  private readonly services = new Map<string, Service>();

  /** The services by the volumes, configs, secrets and networks that they use, as `configs.web-settings`. */
  private readonly using = new Map<string, Service[]>();

  constructor(
    public readonly model: ComposeModel,
    public readonly onDisk: (path: string) => DiskKind,
  ) {
    const specs = mappingOf(model.project?.services);
    this.others = new Others(specs);
    for (const [name, spec] of Object.entries(specs)) {
      const service = new Service(name, mappingOf(spec), this.others);
      this.services.set(name, service);
    }
    for (const service of this.services.values()) this.noteUses(service);
  }

  /** The folder of the first Compose file. */
  public get folder(): string {
    return dirname(this.model.files[0] ?? '');
  }

  public service(name: string): Service | undefined {
    return this.services.get(name);
  }

  /** The services, in the order of the model. */
  public all(): readonly Service[] {
    return [...this.services.values()];
  }

  /** The services that use a member of a section, such as `configs` and `settings`. */
  public users(section: string, name: string): readonly Service[] {
    return this.using.get(`${section}.${name}`) ?? [];
  }

  public subject({ path, value }: Pick<Leaf, 'path' | 'value'>): Subject {
    const keys = pathKeys(path);
    const root = this.model.project ?? {};
    const above = keys.slice(
      0,
      keys.findLastIndex((key) => typeof key === 'string'),
    );
    const service = keys[0] === 'services' ? this.service(String(keys[1])) : undefined;
    return {
      keys,
      value: text(value),
      isNull: value === null,
      name: keys.findLast((key) => typeof key === 'string') ?? '',
      parent: mappingOf(valueAt(root, above)),
      ...(service && { service }),
      project: this,
    };
  }

  private noteUses(service: Service): void {
    const { configs, secrets, networks } = service.spec;
    const uses = [
      ...listOf(configs)
        .map(mappingOf)
        .map(({ source }) => `configs.${text(source)}`),
      ...listOf(secrets)
        .map(mappingOf)
        .map(({ source }) => `secrets.${text(source)}`),
      ...service.mounts.map(({ source }) => `volumes.${text(source)}`),
      ...Object.keys(mappingOf(networks)).map((name) => `networks.${name}`),
    ];
    for (const use of new Set(uses)) this.using.set(use, [...(this.using.get(use) ?? []), service]);
  }
}

/**
 * A text of the table with its placeholders filled: `{service}` is the legal name of the service, `{name}` the last name in the
 * path, `{member}` the second name in it, `{value}` the value, `{path}` the value before a colon, `{folder}` the last part of a mount's source, `{mount}` its target, `{dependency}` the fourth name in the path, legal, `{index}` the last index. Any other one is the value at
 * that key beside the leaf, such as `{target}` of a port.
 */
export function fill(template: string, subject: Subject): string {
  if (!template.includes('{')) return template;
  const { keys, service, parent } = subject;
  const known: Readonly<Record<string, string>> = {
    service: service?.objectName ?? '',
    name: subject.name,
    member: String(keys[1] ?? ''),
    value: subject.value,
    dependency: legalName(String(keys[3] ?? '')),
    folder: text(parent.source).replace(/\/$/, '').replace(/.*\//, ''),
    mount: text(parent.target) || `/${text(parent.source)}`,
    path: subject.value.replace(/:.*/, ''),
    index: String(keys.findLast((key) => typeof key === 'number') ?? 0),
  };
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => known[name] ?? text(parent[name]));
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
  const whole = object === 'workload' ? `${service?.kind ?? 'Deployment'}/{service}` : object;
  const path = `${part ? partPath[part] : ''}${field}`;
  const users = whole.includes('{user}') ? project.users(String(keys[0]), String(keys[1])) : [undefined];
  return users.map((user) => ({
    object: legalObject(fill(whole.replace('{user}', user?.objectName ?? ''), subject)),
    field: fill(path, subject),
  }));
}

function legalObject(text: string): string {
  const [kind = '', name = ''] = text.split('/', 2);
  return `${kind}/${legalName(name)}`;
}
