/** @internal Labels by which Services, policies and budgets find the pods of the workload `name`. */
export function podLabels(name: string): Record<string, string> {
  return { 'app.kubernetes.io/name': name };
}

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
