/** Where a value goes in the manifests. */
export interface Target {
  /** The object: a kind and a name, such as `Service/{service}`, or the `workload` of the service. */
  readonly object: string;

  /** In the object; of a workload, in what `part` says. */
  readonly field: string;
  readonly part?: 'container' | 'pod';
}

/** A field of the service's container. The texts have the placeholders of `Subject.fill`. */
export function container(field: string): Target {
  return { object: 'workload', part: 'container', field };
}

/** A field of the specification of the service's pods. */
export function pod(field: string): Target {
  return { object: 'workload', part: 'pod', field };
}

/** A field of the service's Deployment, StatefulSet or Job. */
export function workload(field: string): Target {
  return { object: 'workload', field };
}

export function object(name: string, field: string): Target {
  return { object: name, field };
}
