import { isSecretLiteral } from '../../lib/core/secret-literal';
import type { Database } from './database-kinds';
import type { Service } from './service';
import { mappingOf, text } from './values';

/** A part of a text: one that everybody may read, or a secret. */
export type Segment = string | { readonly secret: string };

/** Where a secret value is kept. */
export interface SecretPlace {
  readonly service: Service;

  /** The name of the Secret. */
  readonly secret: string;
  readonly key: string;

  /** Whether the Secret is the one of a database of the library. */
  readonly isOfDatabase: boolean;
}

/** The secret values in the environment of services, and of databases. One that several have is kept once. */
export class SecretValues {
  private readonly places = new Map<string, SecretPlace>();
  private readonly taken = new Set<string>();

  /**
   * @param services in the order in which they have precedence for a value that several have
   * @param databaseOf the database that a service becomes
   */
  constructor(services: readonly Service[], databaseOf: (service: Service) => Database | undefined) {
    for (const service of services) {
      for (const { value, secret, key } of databaseOf(service)?.passwords ?? []) {
        if (this.places.has(value)) continue;
        const name = `${service.objectName}-${secret}`;
        this.places.set(value, { service, secret: name, key, isOfDatabase: true });
      }
    }
    this.addVariables(services.filter((service) => databaseOf(service) === undefined));
  }

  /** The variable that has a value alone says best what it is. */
  private addVariables(services: readonly Service[]): void {
    const found = services.flatMap((service) =>
      Object.entries(mappingOf(service.spec.environment)).flatMap(([variable, value]) =>
        secretsIn(variable, text(value)).map((secret) => {
          const isWhole = secret === text(value);
          return { service, secret, isWhole, wanted: isWhole ? variable : `${variable}_PASSWORD` };
        }),
      ),
    );
    for (const { service, secret, wanted } of [...found.filter(({ isWhole }) => isWhole), ...found]) {
      if (this.places.has(secret)) continue;
      const name = `${service.objectName}-credentials`;
      this.places.set(secret, {
        service,
        secret: name,
        key: this.freeKey(name, wanted),
        isOfDatabase: false,
      });
    }
  }

  /** Where a secret value is kept; undefined if it is none. */
  public placeOf(secret: string): SecretPlace | undefined {
    return this.places.get(secret);
  }

  /** The keys of the Secrets of a service, with their values. */
  public keysOf(service: Service): readonly (SecretPlace & { readonly value: string })[] {
    return [...this.places]
      .filter(([, place]) => place.service === service)
      .map(([value, place]) => ({ ...place, value }));
  }

  private freeKey(secret: string, wanted: string): string {
    for (let number = 1; ; number++) {
      const key = number === 1 ? wanted : `${wanted}_${number}`;
      if (this.taken.has(`${secret}/${key}`)) continue;
      this.taken.add(`${secret}/${key}`);
      return key;
    }
  }
}

function secretsIn(variable: string, value: string): string[] {
  return segmentsOf(variable, value).flatMap((segment) =>
    typeof segment === 'string' ? [] : [segment.secret],
  );
}

/** The parts of the value of a variable: one text if it has no secret. */
export function segmentsOf(variable: string, value: string): Segment[] {
  if (!isSecretLiteral(variable, value)) return [value];
  for (const pattern of passwords) {
    const segments = split(value, pattern);
    if (segments.length > 1) return segments;
  }
  return [{ secret: value }];
}

/** Where in a text a password is: in a URL, in the address of a Go driver, in a connection string. */
const passwords: readonly RegExp[] = [
  /(?<=\b[a-z][a-z0-9+.-]*:\/\/[^/@\s:]*:)[^/@\s]+(?=@)/gi,
  /(?<=^[\w.-]+:)[^\s@]+(?=@(?:tcp|unix)\()/g,
  /(?<=(?:^|[;?&\s])(?:password|passwd|pwd|accountkey|sharedaccesskey)\s*=\s*)[^\s;&]+/gi,
];

function split(value: string, pattern: RegExp): Segment[] {
  const segments: Segment[] = [];
  let end = 0;
  for (const match of value.matchAll(pattern)) {
    if (match.index > end) segments.push(value.slice(end, match.index));
    segments.push({ secret: match[0] });
    end = match.index + match[0].length;
  }
  if (end > 0 && end < value.length) segments.push(value.slice(end));
  return segments;
}
