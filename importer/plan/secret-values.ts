import { isSecretLiteral } from '../../lib/core/secret-literal';
import type { Service } from '../rules/service';
import { mappingOf, text } from '../rules/values';

/** A part of a text: one that everybody may read, or a secret. */
export type Segment = string | { readonly secret: string };

/** Where a secret value is kept. */
export interface SecretPlace {
  /** The service in whose Secret it is. */
  readonly service: string;
  readonly key: string;
}

/** The secret values in the environment of services. One that several variables have is kept once. */
export class SecretValues {
  private readonly places = new Map<string, SecretPlace>();
  private readonly taken = new Set<string>();

  /** @param services in the order in which they have precedence for a value that several have */
  constructor(services: readonly Service[]) {
    const found = services.flatMap(({ name, spec }) =>
      Object.entries(mappingOf(spec.environment)).flatMap(([variable, value]) =>
        secretsIn(variable, text(value)).map((secret) => ({
          name,
          variable,
          secret,
          isWhole: secret === text(value),
        })),
      ),
    );
    // The variable that has the value alone says best what it is.
    for (const { name, variable, secret } of [...found.filter(({ isWhole }) => isWhole), ...found]) {
      if (this.places.has(secret)) continue;
      const isWhole = found.some((each) => each.secret === secret && each.isWhole);
      this.places.set(secret, {
        service: name,
        key: this.freeKey(name, isWhole ? variable : `${variable}_PASSWORD`),
      });
    }
  }

  /** Where a secret value is kept; undefined if it is none. */
  public placeOf(secret: string): SecretPlace | undefined {
    return this.places.get(secret);
  }

  /** The keys of the Secret of a service, with their values. */
  public keysOf(service: string): readonly { readonly key: string; readonly value: string }[] {
    return [...this.places]
      .filter(([, place]) => place.service === service)
      .map(([value, { key }]) => ({ key, value }));
  }

  private freeKey(service: string, wanted: string): string {
    for (let number = 1; ; number++) {
      const key = number === 1 ? wanted : `${wanted}_${number}`;
      if (this.taken.has(`${service}/${key}`)) continue;
      this.taken.add(`${service}/${key}`);
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
