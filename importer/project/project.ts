import { dirname } from 'node:path';
import type { ComposeModel } from '../read/compose-model';
import { databaseOf } from './database';
import type { Database } from './database-kinds';
import type { DiskKind } from './disk';
import { type Mount } from './mount';
import { mountedTexts } from './mounted-texts';
import { mountsOf } from './mounts';
import { portsOf, type ServicePort } from './ports';
import { hasAny, secretTexts } from './secret-texts';
import { SecretValues } from './secret-values';
import { Others, Service } from './service';
import { inFileOrder } from './service-order';
import type { Surroundings } from './surroundings';
import { listOf, mappingOf, text } from './values';

/** A Compose project, with what is asked of all of it. */
export class Project implements Surroundings {
  public readonly others: Others;
  private readonly services = new Map<string, Service>();

  private readonly ports = new Map<Service, readonly ServicePort[]>();
  private readonly mounts = new Map<Service, readonly Mount[]>();
  private readonly databases = new Map<Service, Database | undefined>();
  private values?: SecretValues;
  private secretTexts?: readonly string[];

  /** Whether files and folders have a secret value, by their paths. */
  private readonly files = new Map<string, boolean>();

  /** The services by the volumes, configs, secrets and networks that they use, as `configs.web-settings`. */
  private readonly using = new Map<string, Service[]>();

  constructor(
    public readonly model: ComposeModel,
    public readonly onDisk: (path: string) => DiskKind,
  ) {
    const specs = mappingOf(model.project?.services);
    const configs = mappingOf(model.project?.configs);
    this.others = new Others(specs, (spec) => mountedTexts(spec, configs));
    for (const name of inFileOrder(Object.keys(specs), model))
      this.services.set(name, new Service(name, mappingOf(specs[name]), this.others));
    for (const service of this.services.values()) this.noteUses(service);
  }

  /** The folder of the first Compose file. */
  public get folder(): string {
    return dirname(this.model.files[0] ?? '');
  }

  public service(name: string): Service | undefined {
    return this.services.get(name);
  }

  /** The name in the Compose file, or the one of its folder. */
  public get name(): string {
    return text(this.model.project?.name);
  }

  /** The services, in the order of the files. */
  public all(): readonly Service[] {
    return [...this.services.values()];
  }

  /** The services that use a member of a section, such as `configs` and `settings`. */
  public users(section: string, name: string): readonly Service[] {
    return this.using.get(`${section}.${name}`) ?? [];
  }

  /** The ports that a service listens on, the main one first. */
  public portsOf(service: Service): readonly ServicePort[] {
    const known = this.ports.get(service) ?? portsOf(service, this.others);
    this.ports.set(service, known);
    return known;
  }

  /** The mounts of a service, each with what it is for. */
  public mountsOf(service: Service): readonly Mount[] {
    const known = this.mounts.get(service) ?? mountsOf(service, this);
    this.mounts.set(service, known);
    return known;
  }

  /** The database of the library that a service becomes; undefined if it is none. */
  public databaseOf(service: Service): Database | undefined {
    if (!this.databases.has(service)) this.databases.set(service, databaseOf(service, this));
    return this.databases.get(service);
  }

  /** The secret values in the environment of services. A password belongs to the database rather than to its clients. */
  public get secrets(): SecretValues {
    const isStore = ({ kind }: Service): boolean => kind === 'StatefulSet';
    const services = [...this.all().filter(isStore), ...this.all().filter((service) => !isStore(service))];
    this.values ??= new SecretValues(services, (service) => this.databaseOf(service));
    return this.values;
  }

  /** Whether a file, or one in a folder, has a secret value of the environment of services. */
  public hasSecret(path: string): boolean {
    this.secretTexts ??= secretTexts(this.all());
    const known = this.files.get(path) ?? hasAny(path, this.secretTexts);
    this.files.set(path, known);
    return known;
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
