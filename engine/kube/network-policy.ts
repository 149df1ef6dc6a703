import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';
import { clusterDns, clusterLabel, dnsLabel, nameLabel, namespaceLabel } from '../../lib/contract';
import type { Frozen, KubeObject } from './kube-object';
import type { NetworkPolicy } from './objects';

/** One side of a connection. */
export type Peer = Frozen<NetworkPolicyPeer>;

/** The connections that a NetworkPolicy allows: `from nginx to postgres, redis`. */
export function describePolicy(policy: KubeObject): string {
  const { policyTypes = ['Ingress'], ingress = [], egress = [] } = (policy as NetworkPolicy).spec;
  const from = names(ingress.map((rule) => rule.from));
  // Every workload may ask the cluster's DNS, so no line names it.
  const to = names(egress.map((rule) => rule.to)).filter((name) => name !== clusterDnsName);
  return [
    policyTypes.includes('Ingress') ? `from ${from.join(', ') || 'nobody'}` : '',
    to.length > 0 ? `to ${to.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** The name of the cluster's DNS that `peerName` returns. */
export const clusterDnsName = peerName(clusterDns);

function names(rules: readonly (readonly Peer[] | undefined)[]): string[] {
  return [...new Set(rules.flatMap((peers) => peers?.map(peerName) ?? ['anywhere']))].sort();
}

/** The name of a peer: a workload, `namespace/<name>`, a range of addresses, or `anywhere`. */
export function peerName({ podSelector, namespaceSelector, ipBlock }: Peer): string {
  if (ipBlock) return everyAddress.includes(ipBlock.cidr) ? 'anywhere' : ipBlock.cidr;
  const pods = podSelector && labelled(podSelector);
  const namespace = namespaceSelector && `namespace/${labelled(namespaceSelector)}`;
  return [namespace, pods].filter(Boolean).join('/');
}

/** Of IPv4 and IPv6. */
const everyAddress = ['0.0.0.0/0', '::/0'];

function labelled({ matchLabels = {} }: Frozen<LabelSelector>): string {
  return (
    matchLabels[nameLabel] ??
    matchLabels[namespaceLabel] ??
    matchLabels[dnsLabel] ??
    matchLabels[clusterLabel] ??
    (Object.entries(matchLabels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',') ||
      'all')
  );
}
