import type { Secret } from 'kubernetes-types/core/v1';
import type { Frozen, KubeObject } from './kube-object';

/** A Secret. Its values are text in manifests, and base64 in the cluster. */
export type SecretObject = KubeObject & Frozen<Pick<Secret, 'data' | 'stringData' | 'type'>>;

/** Whether an object is a Secret. */
export function isSecret(object: KubeObject): object is SecretObject {
  return object.kind === 'Secret';
}

/** The values of a Secret as text, by key. */
export function valuesOf({ stringData, data = {} }: SecretObject): Readonly<Record<string, string>> {
  const decoded = Object.entries(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
  return { ...(Object.fromEntries(decoded) as Record<string, string>), ...stringData };
}
