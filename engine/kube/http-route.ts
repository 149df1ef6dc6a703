import { withoutRedirect } from '../../lib/contract';
import type { KubeObject } from './kube-object';

interface HttpRoute extends KubeObject {
  readonly spec: {
    readonly parentRefs?: readonly { readonly sectionName?: string }[];
    readonly hostnames?: readonly string[];
    readonly rules?: readonly {
      readonly backendRefs?: readonly { readonly name: string; readonly port?: number }[];
    }[];
  };
}

/** Converts an HTTPRoute with a Service as its backend to an equivalent Ingress. Returns any other object unchanged. */
export function asIngress(object: KubeObject): KubeObject {
  if (!isRoute(object)) return object;
  const { parentRefs = [], hostnames = [], rules = [] } = object.spec;
  const listeners = parentRefs.map(({ sectionName }) => sectionName);
  const paths = rules
    .flatMap(({ backendRefs = [] }) => backendRefs)
    .map(({ name, port }) => ({ path: '/', backend: { service: { name, port: { number: port } } } }));
  if (paths.length === 0) return object;
  // A host that serves HTTP too is not redirected.
  const annotations = listeners.includes('http') ? withoutRedirect : {};
  const ingress: KubeObject & { readonly spec: object } = {
    ...object,
    kind: 'Ingress',
    metadata: { ...object.metadata, annotations },
    spec: {
      rules: hostnames.map((host) => ({ host, http: { paths } })),
      tls: listeners.includes('https') ? [{ hosts: hostnames }] : [],
    },
  };
  return ingress;
}

function isRoute(object: KubeObject): object is HttpRoute {
  return object.kind === 'HTTPRoute';
}
