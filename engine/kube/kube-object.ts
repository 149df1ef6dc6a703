/** What every Kubernetes object has. */
export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

/** The part of an object's metadata that the command line reads. */
export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly generation?: number;
  readonly ownerReferences?: readonly {
    readonly kind: string;
    readonly name: string;
    readonly uid: string;
  }[];
  readonly managedFields?: readonly { readonly manager?: string; readonly time?: string }[];
}

/** A List, as `kubectl get -o json` prints it. */
export interface KubeList<T extends KubeObject = KubeObject> {
  readonly items: readonly T[];
}

/** A container of a pod template. */
interface Container {
  readonly name: string;

  /** Undefined where an operator chooses it. */
  readonly image?: string;
}

/** The pods that a workload makes. */
export interface PodTemplate {
  readonly metadata?: Partial<Metadata>;
  readonly spec: {
    readonly containers: readonly Container[];
    readonly initContainers?: readonly Container[];
  };
}

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
