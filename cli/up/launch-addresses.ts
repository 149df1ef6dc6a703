import type { Launched } from '../../engine/deploy/launch';
import { addressesOf, dockerPorts, parsePorts, secureAddressesOf } from '../../engine/kube/address';
import type { KubeObject } from '../../engine/kube/kube-object';
import {
  addressOfPort,
  type MappedPorts,
  type NodePort,
  nodePortsOf,
  parseMapped,
} from '../../engine/kube/node-ports';

/** The addresses of a launched stack. */
export interface LaunchAddresses {
  /** The first address; undefined for a stack without an Ingress. */
  readonly address?: string;

  /** The HTTPS address, if the stack serves HTTP too. */
  readonly secure?: string;

  /** The ports of `PublishedPorts` that a port of this machine leads to. */
  readonly published: readonly PublishedAddress[];
}

/** A published port, and the address of this machine that leads to it, such as `127.0.0.1:22`. */
interface PublishedAddress extends Omit<NodePort, 'nodePort'> {
  readonly address: string;
}

/** Finds the addresses of a stack on this machine. */
export async function launchAddresses({ plan, target }: Launched): Promise<LaunchAddresses> {
  const printed = target.kind ? await dockerPorts(target.kind) : '';
  const ports = parsePorts(printed);
  const [address] = addressesOf(plan.objects, ports);
  const [secure] = secureAddressesOf(plan.objects, ports);
  return { address, secure, published: publishedAddresses(plan.objects, parseMapped(printed)) };
}

function publishedAddresses(objects: readonly KubeObject[], mapped: MappedPorts): PublishedAddress[] {
  return nodePortsOf(objects).flatMap((port) => {
    const address = addressOfPort(port, mapped);
    const { service, port: number, protocol } = port;
    return address === undefined ? [] : { service, port: number, protocol, address };
  });
}
