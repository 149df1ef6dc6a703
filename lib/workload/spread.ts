import type { PodSpec } from '../../imports/k8s';
import { podLabels } from '../contract';

/**
 * @internal Spreads the pods of a workload over nodes and zones, if there is room: on one node all of them run.
 *
 * The pods of each rollout are counted apart, or the old ones would push the new ones together. Zones are no second
 * spread constraint: where nodes have no zone, as on kind, the scheduler would then ignore both.
 *
 * @param labels labels of its pods, where an operator makes them; @default - slipway's own
 * @see https://kubernetes.io/docs/concepts/scheduling-eviction/topology-spread-constraints/#conventions
 */
export function spread(
  name: string,
  labels: Readonly<Record<string, string>> = podLabels(name),
): Pick<PodSpec, 'topologySpreadConstraints' | 'affinity'> {
  const alike = { labelSelector: { matchLabels: labels }, matchLabelKeys: ['pod-template-hash'] };
  return {
    topologySpreadConstraints: [
      { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', ...alike },
    ],
    affinity: {
      podAntiAffinity: {
        preferredDuringSchedulingIgnoredDuringExecution: [
          { weight: 100, podAffinityTerm: { topologyKey: 'topology.kubernetes.io/zone', ...alike } },
        ],
      },
    },
  };
}
