import type { KubeObject } from '../../engine/kube/kube-object';
import { connectionsOf } from './connections';
import { hostsOf } from './hosts';
import type { Graph } from './model';
import { workloadsOf } from './workloads';

/** Reads the graph of a stack from its manifests. */
export function graphOf(title: string, objects: readonly KubeObject[]): Graph {
  const workloads = workloadsOf(objects);
  const { hosts, connections: entries } = hostsOf(objects, workloads);
  const { outside, connections } = connectionsOf(objects, workloads, hosts.length > 0);
  return {
    title,
    nodes: [...hosts, ...outside, ...workloads],
    connections: [...entries, ...connections],
  };
}
