import type { KubeObject } from './cluster';

/** The namespace in which the production objects of a stack are tested. */
export interface Trial {
  readonly stack: string;
  readonly namespace: string;

  /** Replacements of texts, such as a host or an image. */
  readonly replace: Readonly<Record<string, string>>;
}

/**
 * The objects of a stack in production as a test cluster can run them: in another namespace, without TLS, and with
 * requests of processor time that small nodes have left. All else stays as it is.
 */
export function asTrial(objects: readonly KubeObject[], { stack, namespace, replace }: Trial): KubeObject[] {
  // The gateway's configuration names the services in full.
  const names = { ...replace, [`.${stack}.svc.cluster.local`]: `.${namespace}.svc.cluster.local` };
  const text = Object.entries(names).reduce(
    (all, [old, substitute]) => all.replaceAll(old, substitute),
    JSON.stringify(objects),
  );
  return (JSON.parse(text, lighten) as KubeObject[]).map((object) => {
    const place = object.kind === 'Namespace' ? { name: namespace } : { namespace };
    return { ...object, metadata: { ...object.metadata, ...place } };
  });
}

function lighten(field: string, value: unknown): unknown {
  if (field === 'tls') return undefined;
  const isReserved = field === 'requests' && typeof value === 'object' && value !== null && 'cpu' in value;
  return isReserved ? { ...value, cpu: '20m' } : value;
}
