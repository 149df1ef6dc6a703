import type { KubeObject } from '../../engine/kube/kube-object';
import { clusterDnsName, type Peer, peerName } from '../../engine/kube/network-policy';
import type { NetworkPolicy } from '../../engine/kube/objects';
import { formatPort } from '../../lib/contract';
import type { Connection, Outside } from './model';
import { selects } from './selector';
import type { Workload } from './workload';

/**
 * The connections that the NetworkPolicies of a stack allow.
 *
 * Without connections to the cluster's DNS, which every workload has, and without those between pods of one workload. If
 * the stack has hosts, the hosts represent the ingress controller, so its connections are left out too.
 */
export function connectionsOf(
  objects: readonly KubeObject[],
  workloads: readonly Workload[],
  hasHosts: boolean,
): { outside: Outside[]; connections: Connection[] } {
  const ports = new Map<string, { from: string; to: string; ports: Set<string> }>();
  const outside = new Map<string, Outside>();
  const add = (from: string, to: string, own: readonly string[]): void => {
    if (from === to) return;
    const known = ports.get(`${from} ${to}`) ?? { from, to, ports: new Set() };
    for (const port of own) known.ports.add(port);
    ports.set(`${from} ${to}`, known);
  };
  const abroad = (name: string): string => {
    outside.set(name, { id: name, type: 'outside', name });
    return name;
  };
  for (const { spec } of objects.filter((each): each is NetworkPolicy => each.kind === 'NetworkPolicy')) {
    const own = workloads.filter(({ pods }) => selects(spec.podSelector.matchLabels ?? {}, pods));
    for (const { id } of own) {
      for (const { to, ports: list } of spec.egress ?? []) {
        for (const peer of to ?? [{}]) {
          for (const target of inStack(peer, workloads)) add(id, target.id, names(list));
          const name = outsideName(peer);
          if (name !== undefined && name !== clusterDnsName) add(id, abroad(name), names(list));
        }
      }
      for (const { from, ports: list } of spec.ingress ?? []) {
        for (const peer of from ?? [{}]) {
          const name = outsideName(peer);
          if (name === undefined || (hasHosts && name.startsWith('namespace/'))) continue;
          add(abroad(name), id, names(list));
        }
      }
    }
  }
  return {
    outside: [...outside.values()],
    connections: [...ports.values()].map(({ from, to, ports: all }) => ({
      from,
      to,
      port: [...all].join(', '),
    })),
  };
}

function inStack(peer: Peer, workloads: readonly Workload[]): Workload[] {
  const { podSelector, namespaceSelector } = peer;
  if (!podSelector || namespaceSelector) return [];
  return workloads.filter(({ pods }) => selects(podSelector.matchLabels ?? {}, pods));
}

function outsideName(peer: Peer): string | undefined {
  if (peer.podSelector && !peer.namespaceSelector) return undefined;
  return peerName(peer) || 'anywhere';
}

function names(
  ports: readonly { readonly port?: number | string; readonly protocol?: string }[] = [],
): string[] {
  return ports.flatMap(({ port, protocol }) => (port === undefined ? [] : [formatPort(port, protocol)]));
}
