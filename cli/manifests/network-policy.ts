import type { KubeObject } from './kube-object';

interface Selector {
  readonly matchLabels?: Readonly<Record<string, string>>;
}

interface Peer {
  readonly podSelector?: Selector;
  readonly namespaceSelector?: Selector;
  readonly ipBlock?: { readonly cidr: string };
}

interface PolicyObject extends KubeObject {
  readonly spec: {
    readonly policyTypes?: readonly string[];
    readonly ingress?: readonly { readonly from?: readonly Peer[] }[];
    readonly egress?: readonly { readonly to?: readonly Peer[] }[];
  };
}

/** Who may connect to the pods of a NetworkPolicy, and where they may: `from nginx to postgres, redis`. */
export function describePolicy(policy: KubeObject): string {
  const { policyTypes = ['Ingress'], ingress = [], egress = [] } = (policy as PolicyObject).spec;
  const from = names(ingress.map((rule) => rule.from));
  // Every workload may ask the cluster's DNS; saying so on each line would hide the rest.
  const to = names(egress.map((rule) => rule.to)).filter((name) => name !== clusterDns);
  return [
    policyTypes.includes('Ingress') ? `from ${from.join(', ') || 'nobody'}` : '',
    to.length > 0 ? `to ${to.join(', ')}` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

const clusterDns = 'namespace/kube-system/kube-dns';

function names(rules: readonly (readonly Peer[] | undefined)[]): string[] {
  // A rule without peers allows all of them.
  return [...new Set(rules.flatMap((peers) => peers?.map(peerName) ?? ['anywhere']))].sort();
}

function peerName({ podSelector, namespaceSelector, ipBlock }: Peer): string {
  if (ipBlock) return ipBlock.cidr;
  const pods = podSelector && labelled(podSelector);
  const namespace = namespaceSelector && `namespace/${labelled(namespaceSelector)}`;
  return [namespace, pods].filter(Boolean).join('/');
}

function labelled({ matchLabels = {} }: Selector): string {
  return (
    matchLabels['app.kubernetes.io/name'] ??
    matchLabels['kubernetes.io/metadata.name'] ??
    matchLabels['k8s-app'] ??
    matchLabels['cnpg.io/cluster'] ??
    (Object.entries(matchLabels)
      .map(([key, value]) => `${key}=${value}`)
      .join(',') ||
      'all')
  );
}
