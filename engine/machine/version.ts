/** The oldest supported version of Kubernetes. Its definitions are in imports/, and the README names it. */
export const leastKubernetes = '1.34';

/** The numbers of a version: `v1.34.4+k3s1` is [1, 34, 4]. */
export type Version = readonly [major: number, minor: number, patch: number];

/** The first version in a text such as `kind v0.33.0 go1.26.8 linux/amd64`; undefined if it has none. */
export function parseVersion(text: string): Version | undefined {
  const match = /(\d+)\.(\d+)(?:\.(\d+))?/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3] ?? 0)] : undefined;
}

/** Whether `version` is older than `least`, such as `1.34`. */
export function isOlder(version: Version, least: string): boolean {
  const other = parseVersion(least) ?? [0, 0, 0];
  for (const [index, number] of version.entries()) {
    if (number !== other[index]) return number < (other[index] ?? 0);
  }
  return false;
}
