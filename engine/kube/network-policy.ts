import { clusterDns, clusterLabel, dnsLabel, namespaceLabel, nameLabel } from '../../lib/contract';
import type { KubeObject } from './kube-object';

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

/** One side of a connection. */
export interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

type Ports = readonly { readonly port?: number | string }[];

/** A NetworkPolicy; a rule without peers is about all of them. */
export interface PolicyObject extends KubeObject {
  readonly spec: {
    readonly podSelector: Selector;
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly Peer[]; readonly ports?: Ports }[];
    readonly egress?: readonly { readonly to?: readonly Peer[]; readonly ports?: Ports }[];
  };
}

/** Who may connect to the pods of a NetworkPolicy, and where they may: `from nginx to postgres, redis`. */
export function describePolicy(policy: KubeObject): string {
  const { policyTypes = ['Ingress'], ingress = [], egress = [] } = (policy as PolicyObject).spec;
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

function labelled({ matchLabels = {} }: Selector): string {
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
