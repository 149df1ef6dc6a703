import type { LabelSelector } from 'kubernetes-types/meta/v1';
import type { NetworkPolicyPeer } from 'kubernetes-types/networking/v1';
import { clusterDns, clusterLabel, dnsLabel, nameLabel, namespaceLabel } from '../../lib/contract';
import type { Frozen, KubeObject } from './kube-object';
import type { NetworkPolicy } from './objects';

/** One side of a connection. */
export type Peer = Frozen<NetworkPolicyPeer>;

/** Who may connect to the pods of a NetworkPolicy, and where they may: `from nginx to postgres, redis`. */
export function describePolicy(policy: KubeObject): string {
  const { policyTypes = ['Ingress'], ingress = [], egress = [] } = (policy as NetworkPolicy).spec;
  const from = names(ingress.map((rule) => rule.from));
  // Every workload may ask the cluster's DNS; saying so on each line would hide the rest.
  const to = names(egress.map((rule) => rule.to)).filter((name) => name !== clusterDnsName);
  return [
    policyTypes.includes('Ingress') ? `from ${from.join(', ') || 'nobody'}` : '',
    to.length > 0 ? `to ${to.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

/** What `peerName` calls the cluster's DNS. */
export const clusterDnsName = peerName(clusterDns);

function names(rules: readonly (readonly Peer[] | undefined)[]): string[] {
  return [...new Set(rules.flatMap((peers) => peers?.map(peerName) ?? ['anywhere']))].sort();
}

/** The workload, `namespace/<name>` or range of addresses that a peer is. */
export function peerName({ podSelector, namespaceSelector, ipBlock }: Peer): string {
  if (ipBlock) return ipBlock.cidr;
  const pods = podSelector && labelled(podSelector);
  const namespace = namespaceSelector && `namespace/${labelled(namespaceSelector)}`;
  return [namespace, pods].filter(Boolean).join('/');
}

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
