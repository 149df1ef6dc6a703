import { dirname, relative, sep } from 'node:path';
import { type Code, text as literal } from '../code/code';
import type { Project } from '../project/project';
import type { Service } from '../project/service';
import type { FileOrder } from './file-order';
import type { Variables } from './variables';

/** What the planners of all parts of a chart share. */
export interface Context {
  readonly project: Project;

  /** In the order of the files. */
  readonly services: readonly Service[];
  readonly order: FileOrder;

  /** Variables that services share by an anchor. */
  readonly shared: readonly SharedVariables[];

  /** The service with the main page, to which the default host of the stack leads. @default - nothing is published */
  readonly main: Service | undefined;

  /** Absolute path of the chart. */
  readonly chart: string;

  /** The variables of the constructs of services, Credentials and volumes, by what they are. */
  readonly names: Names;
}

/** Variables that are written once in the Compose file, in an anchor, and that several services have. */
export interface SharedVariables {
  readonly variable: string;
  readonly services: readonly string[];
  readonly names: readonly string[];
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

  public config(id: string): string {
    return this.of(`config ${id}`, `${id}-config`);
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

/** A reference to a secret value: a key of the Secret in which it is kept. */
export function secretCode({ project, names }: Context, value: string): Reference {
  const place = project.secrets.placeOf(value);
  if (!place) throw new Error('a secret value has no place');
  const { service, key, isOfDatabase } = place;
  const variable = isOfDatabase ? names.service(service.objectName) : names.credentials(service.objectName);
  return { code: `${variable}.${isOfDatabase ? 'secret' : 'key'}(${literal(key)})`, uses: [variable] };
}
