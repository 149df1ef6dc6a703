import type { ResourceRequirements } from '../../../imports/k8s';

type Quantities = NonNullable<ResourceRequirements['requests']>;

/** @internal Converts the resources of a container to the types of a custom resource, which has quantities of its own. */
export function operatorResources<Request, Limit>(
  { requests = {}, limits = {} }: ResourceRequirements,
  types: { readonly request: (value: string) => Request; readonly limit: (value: string) => Limit },
): { readonly requests: Record<string, Request>; readonly limits: Record<string, Limit> } {
  return { requests: mapped(requests, types.request), limits: mapped(limits, types.limit) };
}

function mapped<T>(quantities: Quantities, make: (value: string) => T): Record<string, T> {
  return Object.fromEntries(
    Object.entries(quantities).map(([name, { value }]) => [name, make(String(value))]),
  );
}
