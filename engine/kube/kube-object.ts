import type { PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';

/** A type of Kubernetes, all of whose fields only are read. */
export type Frozen<T> = { readonly [K in keyof T]: Frozen<T[K]> };

/** What every Kubernetes object has. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

/** The metadata of an object, which always has a name. */
type Metadata = Frozen<ObjectMeta> & { readonly name: string };

/** A List, as `kubectl get -o json` prints it. */
export interface KubeList<T extends KubeObject = KubeObject> {
  readonly items: readonly T[];
}

/** The pods that a workload makes. */
export type PodTemplate = Frozen<PodTemplateSpec> & { readonly spec: Frozen<PodSpec> };

/** An object that owns pods. */
export interface WorkloadObject extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
  };
}

/** `Deployment/app`: how objects are called towards the user. */
export function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

/** The pod template of a workload, or undefined for an object that has none. */
export function podTemplateOf(object: KubeObject): PodTemplate | undefined {
  const { spec } = object as Partial<WorkloadObject>;
  return spec?.jobTemplate?.spec.template ?? spec?.template;
}
