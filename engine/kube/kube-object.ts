import type { PodSpec, PodTemplateSpec } from 'kubernetes-types/core/v1';
import type { ObjectMeta } from 'kubernetes-types/meta/v1';

/** A read-only type of Kubernetes. */
export type Frozen<T> = { readonly [K in keyof T]: Frozen<T[K]> };

/** The fields that every Kubernetes object has. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

/** The metadata of an object. It always has a name. */
type Metadata = Frozen<ObjectMeta> & { readonly name: string };

/** A List, as `kubectl get -o json` prints it. */
export interface KubeList<T extends KubeObject = KubeObject> {
  readonly items: readonly T[];
}

/** The pod template of a workload. */
export type PodTemplate = Frozen<PodTemplateSpec> & { readonly spec: Frozen<PodSpec> };

/** An object that owns pods. */
export interface WorkloadObject extends KubeObject {
  readonly spec: {
    readonly replicas?: number;
    readonly template?: PodTemplate;
    readonly jobTemplate?: { readonly spec: { readonly template: PodTemplate } };
  };
}

/** The name of an object in messages: `Deployment/app`. */
export function nameOf({ kind, metadata }: KubeObject): string {
  return `${kind}/${metadata.name}`;
}

/** The pod template of a workload; undefined for any other object. */
export function podTemplateOf(object: KubeObject): PodTemplate | undefined {
  const { spec } = object as Partial<WorkloadObject>;
  return spec?.jobTemplate?.spec.template ?? spec?.template;
}

/** A workload with one more annotation of its pods; any other object as it is. */
export function withPodAnnotation(object: KubeObject, name: string, value: string): KubeObject {
  const copy = structuredClone(object);
  const template = podTemplateOf(copy);
  const annotations = { ...template?.metadata?.annotations, [name]: value };
  if (template) Object.assign(template, { metadata: { ...template.metadata, annotations } });
  return copy;
}
