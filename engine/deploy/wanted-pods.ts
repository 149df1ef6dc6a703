import type { PodSpec } from 'kubernetes-types/core/v1';
import { clusterLabel, nameLabel } from '../../lib/contract';
import { hasEnded } from '../health/condition';
import type { Workload } from '../health/snapshot';
import { type Frozen, type KubeObject, nameOf, podTemplateOf } from '../kube/kube-object';
import type { ClusterNode } from '../kube/objects';
import { type Amounts, instanceRequestsOf, requestsOf } from './pod-requests';

/** A pod of any namespace, scheduled or not. */
export interface RunningPod extends KubeObject {
  readonly spec: Frozen<PodSpec>;
  readonly status?: { readonly phase?: string };
}

/** The pods that an object needs. */
export interface WantedPods {
  readonly name: string;
  readonly count: number;
  readonly requests: Amounts;
  readonly nodeSelector: Readonly<Record<string, string>>;

  /** Whether a pod of the cluster is one of these pods. */
  readonly isOurs: (pod: RunningPod) => boolean;
}

/** Whether a node has these labels. */
export function isSelected({ metadata }: ClusterNode, selector: Readonly<Record<string, string>>): boolean {
  return Object.entries(selector).every(([key, value]) => metadata.labels?.[key] === value);
}

/** The objects that determine the number of pods of a workload. */
interface Surroundings {
  readonly wanted: readonly KubeObject[];
  readonly live: readonly KubeObject[];
  readonly nodes: readonly ClusterNode[];
}

/** The pods of an object; none for an object without pods, and none for a CronJob, whose pods are temporary. */
export function wantedPods(
  stack: string,
  object: KubeObject,
  { wanted, live, nodes }: Surroundings,
): WantedPods[] {
  const namespace = object.metadata.namespace ?? stack;
  const name = nameOf(object);
  const isIn = (pod: RunningPod, label: string, value: string | undefined): boolean =>
    value !== undefined && pod.metadata.namespace === namespace && pod.metadata.labels?.[label] === value;
  if (object.kind === 'Cluster') {
    const count = (object as Workload).spec.instances ?? 1;
    const isOurs = (pod: RunningPod): boolean => isIn(pod, clusterLabel, object.metadata.name);
    return [{ name, count, requests: instanceRequestsOf(object), nodeSelector: {}, isOurs }];
  }
  const template = podTemplateOf(object);
  if (!template || object.kind === 'CronJob') return [];
  const { spec } = template;
  const { nodeSelector = {} } = spec;
  const label = template.metadata?.labels?.[nameLabel];
  const isOurs = (pod: RunningPod): boolean => isIn(pod, nameLabel, label);
  return [
    {
      name,
      count: countOf(object, wanted, live, nodes.filter((node) => isSelected(node, nodeSelector)).length),
      requests: requestsOf(spec),
      nodeSelector,
      isOurs,
    },
  ];
}

function countOf(
  object: KubeObject,
  wanted: readonly KubeObject[],
  live: readonly KubeObject[],
  selectedNodes: number,
): number {
  if (object.kind === 'DaemonSet') return selectedNodes;
  if (object.kind === 'Job') {
    const twin = live.find((each) => nameOf(each) === nameOf(object));
    return twin && hasEnded(twin as Workload) ? 0 : 1;
  }
  return (object as Workload).spec.replicas ?? autoscaledPods(object, wanted);
}

interface Autoscaler extends KubeObject {
  readonly spec: { readonly minReplicas?: number; readonly scaleTargetRef: { readonly name: string } };
}

function autoscaledPods({ metadata }: KubeObject, wanted: readonly KubeObject[]): number {
  const scaler = wanted.find(
    (each): each is Autoscaler =>
      each.kind === 'HorizontalPodAutoscaler' &&
      (each as Autoscaler).spec.scaleTargetRef.name === metadata.name,
  );
  return scaler?.spec.minReplicas ?? 1;
}
