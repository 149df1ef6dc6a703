/** Where a value goes in the manifests. */
export interface Target {
  /** The object: a kind and a name, such as `Service/{service}`, the `workload` of the service, or the `workloads of users` of a volume, a config or a secret. */
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

/** A field of the pods of each service that uses the member of a section, such as a secret. */
export function podOfUsers(field: string): Target {
  return { object: 'workloads of users', part: 'pod', field };
}

export function object(name: string, field: string): Target {
  return { object: name, field };
}
