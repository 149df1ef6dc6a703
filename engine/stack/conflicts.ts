import { Failure } from '../base/failure';
import { asIngress } from '../kube/http-route';
import { type KubeObject, nameOf } from '../kube/kube-object';
import { nodePortsOf } from '../kube/node-ports';
import type { Ingress } from '../kube/objects';
import { isStreamRoute, listenersOf } from '../kube/stream-route';
import type { Synthesis } from './synthesis';

/** Something of a cluster that only one object can have. */
interface Claim {
  /** What it is, such as `port of the nodes`. */
  readonly what: string;
  readonly value: string;

  /** How to get out of a conflict, as a sentence. */
  readonly fix: (stack: string) => string;
}

/**
 * Checks that no two objects of these stacks have the same host and path, the same port of the nodes or the same listener of a
 * Gateway: a cluster serves only one of them.
 *
 * @throws Failure that names both
 */
export function checkConflicts(stacks: readonly Pick<Synthesis, 'stack' | 'objects'>[]): void {
  const seen = new Map<string, string>();
  for (const { stack, objects } of stacks) {
    for (const object of objects) {
      const owner = `${nameOf(object)} of '${stack}'`;
      for (const { what, value, fix } of [...hosts(object), ...nodePorts(object), ...listeners(object)]) {
        const other = seen.get(`${what} ${value}`);
        if (other !== undefined && other !== owner) {
          throw new Failure(`${owner} has the same ${what} as ${other}: ${value}`, fix(stack));
        }
        seen.set(`${what} ${value}`, owner);
      }
    }
  }
}

/** Each host with each of its paths. */
function hosts(object: KubeObject): readonly Claim[] {
  const found = asIngress(object);
  if (found.kind !== 'Ingress') return [];
  const { rules = [] } = (found as Ingress).spec;
  return rules.flatMap(({ host = '*', http }) =>
    (http?.paths ?? []).map(({ path = '/' }) => ({
      what: 'host and path',
      value: `${host}${path}`,
      fix: (stack) => `Give one of them another 'host', such as '${stack}-2.example.com'.`,
    })),
  );
}

function nodePorts(object: KubeObject): readonly Claim[] {
  return nodePortsOf([object]).map(({ nodePort }) => ({
    what: 'port of the nodes',
    value: String(nodePort),
    fix: () => `Give one of them another 'nodePort' in its PublishedPorts.`,
  }));
}

/** A listener for TLS serves many hosts, another one only one route. */
function listeners(object: KubeObject): readonly Claim[] {
  if (!isStreamRoute(object)) return [];
  const { hostnames = [''] } = object.spec;
  return listenersOf(object).flatMap((listener) =>
    hostnames.map((host) => ({
      what: 'listener of a Gateway',
      value: host === '' ? listener : `${listener} for ${host}`,
      fix: () => `Publish one of them at another port${host === '' ? '' : ', or at another host'}.`,
    })),
  );
}
