import { isIP } from 'node:net';
import { IntOrString, type NetworkPolicyEgressRule, type NetworkPolicyPeer } from '../../imports/k8s';

/**
 * @internal The rule that allows connections to a server outside of the stack.
 *
 * @param server addresses with a port such as `10.20.0.0/16:5432`, `'internet'`, or another text
 * @param portOf the port of another text, or an error
 */
export function egressRule(server: string, portOf: () => number): NetworkPolicyEgressRule {
  if (server === 'internet') return { to: publicAddresses };
  const [, address = '', bits, port] = /^\[?([\d.]+|[\da-f:]+)\]?(\/\d+)?:(\d+)$/i.exec(server) ?? [];
  const version = isIP(address);
  if (version === 0) return { ports: [tcp(portOf())] };
  const cidr = `${address}${bits ?? (version === 4 ? '/32' : '/128')}`;
  return { to: [{ ipBlock: { cidr } }], ports: [tcp(Number(port))] };
}

function tcp(port: number): { port: IntOrString; protocol: string } {
  return { port: IntOrString.fromNumber(port), protocol: 'TCP' };
}

/**
 * Of IPv4 without the private and the link-local addresses, which are those of the cluster, of its nodes and of the metadata servers of clouds; of IPv6 all, since
 * network plugins without IPv6 may refuse other blocks.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry/
 */
const publicAddresses: NetworkPolicyPeer[] = [
  {
    ipBlock: {
      cidr: '0.0.0.0/0',
      except: ['10.0.0.0/8', '100.64.0.0/10', '169.254.0.0/16', '172.16.0.0/12', '192.168.0.0/16'],
    },
  },
  { ipBlock: { cidr: '::/0' } },
];
