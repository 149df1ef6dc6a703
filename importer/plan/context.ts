import { dirname, relative, sep } from 'node:path';
import { type Code, text as literal } from '../print/code';
import type { Service } from '../rules/service';
import type { Project } from '../rules/subject';
import type { FileOrder } from './file-order';
import type { ServicePort } from './ports';
import type { SecretValues } from './secret-values';
import type { SharedVariables } from './shared-environment';
import type { Variables } from './variables';

/** What the planners of all parts of a chart share. */
export interface Context {
  readonly project: Project;
  /** In the order of the files. */
  readonly services: readonly Service[];
  readonly order: FileOrder;

  /** Variables that services share by an anchor. */
  readonly shared: readonly SharedVariables[];

  /** Absolute path of the chart. */
  readonly chart: string;
  readonly secrets: SecretValues;

  /** The ports of each service by its name. */
  readonly ports: ReadonlyMap<string, readonly ServicePort[]>;

  /** Whether a service becomes a database of the library, with a Secret of its own. */
  readonly isDatabase: (service: Service) => boolean;

  /** The variables of the constructs of services, Credentials and volumes, by what they are. */
  readonly names: Names;
}

/** The variables of constructs, made when they are first asked for. */
export class Names {
  private readonly known = new Map<string, string>();

  constructor(private readonly variables: Variables) {}

  public service(id: string): string {
    return this.of(`service ${id}`, id);
  }

  public credentials(service: string): string {
    return this.of(`credentials ${service}`, `${service}-credentials`);
  }

  public volume(id: string): string {
    return this.of(`volume ${id}`, id);
  }

  public secret(id: string): string {
    return this.of(`secret ${id}`, `${id}-secret`);
  }

  private of(key: string, id: string): string {
    const name = this.known.get(key) ?? this.variables.take(id);
    this.known.set(key, name);
    return name;
  }
}

/** The path of a file on this machine, as an expression of the chart. */
export function pathCode(context: Context, path: string): Code {
  const from = relative(dirname(context.chart), path).split(sep).join('/');
  return `join(__dirname, ${literal(from)})`;
}

/** Code with the variables of the chart that it names. */
export interface Reference {
  readonly code: Code;
  readonly uses: readonly string[];
}

/** A reference to a secret value: a key of the Credentials in which it is kept. */
export function secretCode(context: Context, value: string): Reference {
  const place = context.secrets.placeOf(value);
  if (!place) throw new Error('a secret value has no place');
  const owner = context.project.service(place.service);
  if (owner && context.isDatabase(owner)) {
    const variable = context.names.service(owner.objectName);
    return { code: `${variable}.secret('password')`, uses: [variable] };
  }
  const variable = context.names.credentials(owner?.objectName ?? place.service);
  return { code: `${variable}.key(${literal(place.key)})`, uses: [variable] };
}
