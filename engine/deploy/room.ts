import type { StackRef } from '../base/stack-ref';
import type { KubeObject } from '../kube/kube-object';
import type { ClusterNode } from '../kube/objects';
import { type Amounts, amountsOf, describeAmounts, difference, requestsOf } from './pod-requests';
import { isSelected, type RunningPod, type WantedPods, wantedPods } from './wanted-pods';

/** The nodes of a cluster, and the pods on them. */
export interface Occupancy {
  readonly nodes: readonly ClusterNode[];
  readonly pods: readonly RunningPod[];
}

/** Pods of a workload that fit on no node. */
interface Shortage {
  readonly workload: string;
  readonly pods: number;
  readonly requests: Amounts;
}

/** The expected result of scheduling the pods of a launch. */
export interface Forecast {
  readonly shortages: readonly Shortage[];

  /** Free resources of the schedulable nodes, by name. */
  readonly left: ReadonlyMap<string, Amounts>;
}

interface Place {
  readonly node: ClusterNode;
  readonly allocatable: Amounts;
  free: Amounts;
}

/**
 * Predicts which pods stay Pending when these objects are applied.
 *
 * Running pods stay on their nodes. Each other pod goes to the node with the most free resources, one after the other,
 * as the scheduler does by default. It does not consider affinity, the nodes of volumes, the extra pod of a rollout, and
 * nodes that an autoscaler would add. So the result is a warning, not an error.
 *
 * @param wanted all objects, in the order in which they are applied
 * @param live Jobs of the cluster: a Job that has ended needs no resources
 */
export function forecast(
  stack: string,
  wanted: readonly KubeObject[],
  live: readonly KubeObject[],
  { nodes, pods }: Occupancy,
): Forecast {
  const active = pods.filter(({ status }) => !['Succeeded', 'Failed'].includes(status?.phase ?? ''));
  const workloads = wanted.flatMap((object) => wantedPods(stack, object, { wanted, live, nodes }));
  const others = active.filter((pod) => !workloads.some(({ isOurs }) => isOurs(pod)));
  const places = nodes.filter(takesPods).map((node): Place => {
    const allocatable = amountsOf(node.status?.allocatable ?? {});
    return { node, allocatable, free: allocatable };
  });
  if (places.length === 0) return { shortages: [], left: new Map() };
  for (const pod of others) occupy(placeOf(places, pod), requestsOf(pod.spec));
  const waiting = workloads.map((workload) => ({ workload, count: seat(workload, active, places) }));
  const shortages = waiting.flatMap(({ workload: { name, ...workload }, count }) => {
    const homeless = Array.from({ length: count }).filter(() => !settle(workload, places)).length;
    return homeless === 0 ? [] : [{ workload: name, pods: homeless, requests: workload.requests }];
  });
  return { shortages, left: new Map(places.map(({ node, free }) => [node.metadata.name, free])) };
}

/** A paragraph about pods that fit on no node; none if all pods fit. */
export function describeShortages({ shortages, left }: Forecast, { files }: StackRef): string[] {
  if (shortages.length === 0) return [];
  const what = shortages.map(
    ({ workload, pods, requests }) =>
      `${workload} (${pods} pod${pods === 1 ? '' : 's'}, each requests ${describeAmounts(requests)})`,
  );
  const nodes = [...left].map(([node, free]) => `${node} has ${describeAmounts(free)}`);
  return [
    `No node seems to have room for ${what.join(', ')}: after all other pods ${nodes.join('; ')} left. Pods without a node stay Pending. Give the nodes (or Docker) more memory and processors, stop other stacks with 'npx slipway down <stack>', or lower 'resources' in ${files.chart} or the environment.`,
  ];
}

function takesPods({ spec }: ClusterNode): boolean {
  const closing = ['NoSchedule', 'NoExecute'];
  return spec.unschedulable !== true && !(spec.taints ?? []).some(({ effect }) => closing.includes(effect));
}

function placeOf(places: readonly Place[], { spec }: RunningPod): Place | undefined {
  return places.find(({ node }) => node.metadata.name === spec.nodeName);
}

function occupy(place: Place | undefined, requests: Amounts): void {
  if (place) place.free = difference(place.free, requests);
}

/** Keeps running pods on their nodes, if their new requests fit there. Returns the number of pods without a node. */
function seat(workload: WantedPods, active: readonly RunningPod[], places: readonly Place[]): number {
  const seated = active.filter(workload.isOurs).slice(0, workload.count);
  return seated.reduce((missing, pod) => {
    const place = placeOf(places, pod);
    if (!place || !fits(place, workload.requests)) return missing;
    occupy(place, workload.requests);
    return missing - 1;
  }, workload.count);
}

/** Puts a pod on the node with the most free resources. Returns whether a node fits. */
function settle({ requests, nodeSelector }: Omit<WantedPods, 'name'>, places: readonly Place[]): boolean {
  const [place] = places
    .filter((each) => isSelected(each.node, nodeSelector) && fits(each, requests))
    .sort((a, b) => roomOf(b) - roomOf(a));
  occupy(place, requests);
  return place !== undefined;
}

/** Whether requests fit on a node. Resources that the node does not count are ignored, and so are rounding errors. */
function fits({ free, allocatable }: Place, requests: Amounts): boolean {
  return Object.entries(requests).every(
    ([resource, amount]) =>
      amount <= (allocatable[resource] === undefined ? Infinity : (free[resource] ?? 0)) + 1e-6,
  );
}

/** The free share of a node's processors plus the free share of its memory. */
function roomOf({ free, allocatable }: Place): number {
  const share = (resource: string): number => (free[resource] ?? 0) / (allocatable[resource] ?? 1);
  return share('cpu') + share('memory');
}
