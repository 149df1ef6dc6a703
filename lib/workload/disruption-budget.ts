import type { Construct } from 'constructs';
import { IntOrString, KubePodDisruptionBudget } from '../../imports/k8s';
import { podLabels } from '../contract';

/**
 * @internal Defines the PodDisruptionBudget of the workload `name`: a drain evicts one pod at a time.
 *
 * It has no `minAvailable`, which would block the drain of a workload with one replica.
 *
 * @param labels labels of the pods, if an operator creates them; by default the label that slipway sets
 * @param maxUnavailable how many pods a drain evicts at a time, by default 1. If all of them must run on one node, it
 * is all of them, as a new one starts only when the last one has left the node
 */
export function disruptionBudget(
  scope: Construct,
  name: string,
  labels: Readonly<Record<string, string>> = podLabels(name),
  maxUnavailable: number | string = 1,
): void {
  new KubePodDisruptionBudget(scope, 'disruption-budget', {
    metadata: { name },
    spec: {
      maxUnavailable:
        typeof maxUnavailable === 'number'
          ? IntOrString.fromNumber(maxUnavailable)
          : IntOrString.fromString(maxUnavailable),
      selector: { matchLabels: labels },
      // A pod that is not ready must not block a drain.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
