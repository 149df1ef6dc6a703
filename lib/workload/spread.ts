import type { PodSpec } from '../../imports/k8s';
import { podLabels } from '../contract';

/**
 * @internal Spreads the pods of a workload over nodes and zones, as far as possible: on a single node all of them run.
 *
 * The pods of each revision are counted separately, so that old pods do not influence where new ones go. Zones are no second
 * spread constraint: the scheduler ignores both constraints where nodes have no zone, as on kind.
 *
 * @param labels labels of the pods, if an operator creates them; by default the label that slipway sets
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
