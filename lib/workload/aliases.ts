import type { Construct } from 'constructs';
import type { Ports } from '../core/ports';
import { service } from './service';

/** Further names of a server. */
export interface AliasProps {
  /**
   * Further host names of the workload inside the stack: a Service of each name, with the same pods and ports. In Compose:
   * `networks.<name>.aliases`, `links` with an alias, and a `container_name` that clients use.
   *
   * @default - none
   */
  readonly aliases?: readonly string[];
}

/**
 * @internal Defines the Services of the aliases of the workload `of`.
 * @throws if a Service cannot have the name, or the workload has no port
 */
export function aliasServices(
  scope: Construct,
  of: string,
  ports: Ports,
  { aliases = [] }: AliasProps,
): void {
  const seen = new Set([of]);
  for (const alias of aliases) {
    checkAlias(of, alias, seen);
    if (ports.all.length === 0) {
      throw new Error(
        `'aliases' of '${of}' must not be set for a workload without ports, got '${alias}': nothing can connect to it`,
      );
    }
    service(scope, of, ports, alias);
    seen.add(alias);
  }
}

/** A Service has a narrower name than a host: it starts with a letter, and has no dot and no underscore. */
function checkAlias(of: string, alias: string, seen: ReadonlySet<string>): void {
  if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(alias)) {
    throw new Error(
      `'aliases' of '${of}' must be names that a Service can have: lower-case letters, digits and hyphens, at most 63, from a letter on, such as '${legal(alias)}', got '${alias}'; clients must use that name`,
    );
  }
  if (seen.has(alias)) {
    throw new Error(`'aliases' of '${of}' must name each host once, beside '${of}', got '${alias}' twice`);
  }
}

function legal(alias: string): string {
  const name = alias
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[^a-z]+|-+$/g, '')
    .slice(0, 63);
  return name === '' ? 'database' : name;
}
