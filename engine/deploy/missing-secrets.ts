import { Failure } from '../base/failure';
import { type KubeObject, nameOf } from '../kube/kube-object';
import { secretReferences } from '../kube/secret-references';
import type { Place } from './volume-growth';

/** A running server that would need a Secret that does not exist. */
export interface MissingSecret {
  /** `StatefulSet/redis` */
  readonly workload: string;
  readonly secret: string;

  /** Keys that its pod needs, sorted. */
  readonly keys: readonly string[];
}

/**
 * The Secrets that running servers would need, and that neither exist nor are created by the launch. The only pod of a
 * StatefulSet stops before the next one starts, so the server would be down. A Deployment keeps its old pods.
 *
 * @param sets StatefulSets of the cluster
 * @param secrets names of the Secrets in the namespace
 */
export function missingSecrets(
  wanted: readonly KubeObject[],
  sets: readonly KubeObject[],
  secrets: readonly string[],
): MissingSecret[] {
  const running = new Set(sets.map(nameOf));
  const present = new Set([...secrets, ...wanted.flatMap(secretOf)]);
  return wanted
    .filter((object) => object.kind === 'StatefulSet' && running.has(nameOf(object)))
    .flatMap((object) => {
      const absent = secretReferences(object).filter(({ secret }) => !present.has(secret));
      return [...new Set(absent.map(({ secret }) => secret))].map((secret) => {
        const keys = absent.flatMap(({ secret: name, key }) => (name === secret && key ? [key] : []));
        return { workload: nameOf(object), secret, keys: [...new Set(keys)].sort() };
      });
    });
}

/** The Secret that an object is, or that an operator creates for it. */
function secretOf({ kind, metadata: { name } }: KubeObject): string[] {
  if (kind === 'Cluster') return [`${name}-app`]; // CloudNativePG
  return ['Secret', 'ExternalSecret'].includes(kind) ? [name] : [];
}

/** A failure with the Secret to create. */
export function missingSecretFailure({ workload, secret, keys }: MissingSecret, { stack }: Place): Failure {
  const withKeys = keys.length > 0 ? `, with the keys ${keys.join(', ')}` : '';
  return new Failure(
    `${workload} of '${stack.name}' needs Secret/${secret}, which does not exist: the server would stop and not start again. Nothing was changed`,
    `Create it in the namespace ${stack.name}${withKeys}. docs/security.md lists the Secrets of each store.`,
  );
}
