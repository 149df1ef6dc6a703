import type { Launched } from '../../engine/deploy/launch';
import { addressesOf, publishedPorts, secureAddressesOf } from '../../engine/kube/address';

/** Where a stack that was launched answers. */
export interface LaunchAddresses {
  /** The first; undefined for a stack without an Ingress. */
  readonly address?: string;

  /** The same by TLS, where plain HTTP answers as well. */
  readonly secure?: string;
}

/** Finds out where a stack answers on this machine. */
export async function launchAddresses({ plan, target }: Launched): Promise<LaunchAddresses> {
  const ports = target.kind ? await publishedPorts(target.kind) : new Map<number, number>();
  const [address] = addressesOf(plan.objects, ports);
  const [secure] = secureAddressesOf(plan.objects, ports);
  return { address, secure };
}
