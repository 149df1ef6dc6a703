/** @internal A maximum length of a name that is shorter than that of a DNS label. */
export interface NameLimit {
  /** Maximum number of characters. */
  readonly most: number;

  /** The reason, as a clause. */
  readonly why: string;
}

/**
 * @internal Checks that an id can be the name of a Service. The name of an object is the id of its construct.
 *
 * @param limit maximum length, by default that of a DNS label
 * @throws if it is not a lower-case DNS label, or longer than `limit`
 * @see https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#rfc-1035-label-names
 */
export function checkName(what: string, name: string, limit?: NameLimit): string {
  if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(name)) {
    throw new Error(
      `${what} must be a lower-case DNS label of at most 63 characters such as 'web-api', got '${name}'`,
    );
  }
  if (limit && name.length > limit.most) {
    throw new Error(
      `${what} must have at most ${limit.most} characters, got '${name}' with ${name.length}: ${limit.why}`,
    );
  }
  return name;
}

/**
 * @internal Checks the prop `of` of the construct `id`, a list of workloads.
 *
 * @param kind kind of the workloads, such as `store`
 * @param good a valid value, for the error
 * @throws if the list is empty, or has a workload twice
 */
export function checkWorkloads(
  id: string,
  kind: string,
  workloads: readonly { readonly host: string }[],
  good: string,
): void {
  if (workloads.length === 0)
    throw new Error(`'of' of '${id}' must name at least one ${kind}, such as ${good}, got none`);
  const names = workloads.map(({ host }) => host);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    throw new Error(`'of' of '${id}' must name each ${kind} once, such as ${good}, got '${twice}' twice`);
}

/**
 * @internal Checks a whole number, a prop of the construct `id`.
 *
 * @param least the minimum
 * @param good a valid value, for the error
 * @throws if it is not a whole number, or less than `least`
 */
export function checkWholeNumber(
  id: string,
  prop: string,
  value: number,
  least: number,
  good: number,
): number {
  if (!Number.isInteger(value) || value < least) {
    throw new Error(
      `'${prop}' of '${id}' must be a whole number from ${least} such as ${good}, got '${value}'`,
    );
  }
  return value;
}

/**
 * @internal Checks a port of the construct `id`, in the prop `prop`.
 * @throws if it is not a whole number from 1 to 65535
 */
export function checkPort(id: string, port: number, prop = 'port'): number {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(
      `'${prop}' of '${id}' must be a whole number from 1 to 65535 such as 8080, got '${port}'`,
    );
  }
  return port;
}
