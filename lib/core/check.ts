/** @internal What makes a name have fewer characters than a DNS label may. */
export interface NameLimit {
  readonly most: number;

  /** What would be too long, as a clause. */
  readonly why: string;
}

/**
 * @internal Checks that an id can be the name of a Service: an object's name is its construct id.
 *
 * @param limit @default - as long as a DNS label may be
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
 * @internal Checks a prop `of`, which names parts of a stack.
 *
 * @param kind what it names, such as `store`
 * @param good a value that would do, for the error
 * @throws if it names none, or one of them twice
 */
export function checkParts(kind: string, parts: readonly { readonly host: string }[], good: string): void {
  if (parts.length === 0) throw new Error(`'of' must name at least one ${kind}, such as ${good}, got none`);
  const names = parts.map(({ host }) => host);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new Error(`'of' must name each ${kind} once, got '${twice}' twice`);
}

/**
 * @internal Checks a number of things.
 *
 * @param least the smallest that makes sense
 * @param good one that would do, for the error
 * @throws if it is not whole, or below `least`
 */
export function checkWholeNumber(prop: string, value: number, least: number, good: number): number {
  if (!Number.isInteger(value) || value < least) {
    throw new Error(`'${prop}' must be a whole number from ${least} such as ${good}, got '${value}'`);
  }
  return value;
}

/** @internal Checks the number of a TCP port. */
export function checkPort(port: number): number {
  if (!Number.isInteger(port) || port < 1 || port > 65535) {
    throw new Error(`'port' must be a whole number from 1 to 65535 such as 8080, got '${port}'`);
  }
  return port;
}

/** @internal Checks a numeric user id: Kubernetes can't prove that a name is not root. */
export function checkUser(user: number): number {
  if (!Number.isInteger(user) || user < 1) {
    throw new Error(`'user' must be a numeric id above 0 such as 10001, got '${user}'`);
  }
  return user;
}
