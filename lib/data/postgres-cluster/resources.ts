import type { ResourceRequirements } from '../../../imports/k8s';

type Quantities = NonNullable<ResourceRequirements['requests']>;

/** @internal The resources of a container as an operator's object holds them, whose quantities are types of their own. */
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
