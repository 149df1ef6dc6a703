import { Failure } from '../base/failure';
import { asIngress } from '../kube/http-route';
import { type KubeObject, nameOf } from '../kube/kube-object';
import type { Ingress } from '../kube/objects';
import type { Synthesis } from './synthesis';

/**
 * Checks that no two Ingresses or HTTPRoutes of these stacks lead the same host and path to different places: an ingress
 * controller serves only one of them.
 *
 * @throws Failure that names both
 */
export function checkHosts(stacks: readonly Pick<Synthesis, 'stack' | 'objects'>[]): void {
  const seen = new Map<string, string>();
  for (const { stack, objects } of stacks) {
    for (const object of objects) {
      const owner = `${nameOf(object)} of '${stack}'`;
      for (const address of addresses(object)) {
        const other = seen.get(address);
        if (other !== undefined && other !== owner) {
          throw new Failure(
            `${owner} has the same host and path as ${other}: ${address}`,
            `Give one of them another 'host', such as '${stack}-2.example.com'.`,
          );
        }
        seen.set(address, owner);
      }
    }
  }
}

/** Each host with each of its paths. */
function addresses(object: KubeObject): readonly string[] {
  const found = asIngress(object);
  if (found.kind !== 'Ingress') return [];
  const { rules = [] } = (found as Ingress).spec;
  return rules.flatMap(({ host = '*', http }) =>
    (http?.paths ?? []).map(({ path = '/' }) => `${host}${path}`),
  );
}
