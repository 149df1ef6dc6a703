import type { KubeObject } from './kube-object';

/** A TCPRoute, UDPRoute or TLSRoute. */
export interface StreamRoute extends KubeObject {
  readonly spec: {
    readonly parentRefs?: readonly {
      readonly name: string;
      readonly namespace?: string;
      readonly sectionName?: string;
    }[];

    /** Of a TLSRoute. */
    readonly hostnames?: readonly string[];
    readonly rules?: readonly {
      readonly backendRefs?: readonly { readonly name: string; readonly port?: number }[];
    }[];
  };
}

const kinds = ['TCPRoute', 'UDPRoute', 'TLSRoute'];

/** Whether an object routes connections that are not HTTP. */
export function isStreamRoute(object: KubeObject): object is StreamRoute {
  return kinds.includes(object.kind);
}

/** The listeners that a route is attached to, such as `nginx-gateway/nginx/tcp-22`. */
export function listenersOf({ metadata, spec: { parentRefs = [] } }: StreamRoute): string[] {
  return parentRefs.map(({ namespace = metadata.namespace ?? '', name, sectionName = '' }) =>
    [namespace, name, sectionName].join('/'),
  );
}

/** Where clients of a route connect to, such as `tcp-22`, or `mqtt.example.com at tls-8883`. */
export function entranceOf({ spec: { hostnames = [], parentRefs = [] } }: StreamRoute): string {
  return [...hostnames, ...parentRefs.map(({ sectionName = '' }) => sectionName)].join(' at ');
}

/** The Services that a route leads to. */
export function backendsOf({ spec: { rules = [] } }: StreamRoute): { name: string; port?: number }[] {
  return rules.flatMap(({ backendRefs = [] }) => [...backendRefs]);
}
