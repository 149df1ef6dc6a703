import type { Launched } from '../../engine/deploy/launch';
import { addressesOf, publishedPorts, secureAddressesOf } from '../../engine/kube/address';

/** The addresses of a launched stack. */
export interface LaunchAddresses {
  /** The first address; undefined for a stack without an Ingress. */
  readonly address?: string;

  /** The HTTPS address, if the stack serves HTTP too. */
  readonly secure?: string;
}

/** Finds the addresses of a stack on this machine. */
export async function launchAddresses({ plan, target }: Launched): Promise<LaunchAddresses> {
  const ports = await publishedPorts(target.kind);
  const [address] = addressesOf(plan.objects, ports);
  const [secure] = secureAddressesOf(plan.objects, ports);
  return { address, secure };
}
