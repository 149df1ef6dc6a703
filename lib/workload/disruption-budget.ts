import type { Construct } from 'constructs';
import { IntOrString, KubePodDisruptionBudget } from '../../imports/k8s';
import { podLabels } from '../contract';

/**
 * @internal Defines the PodDisruptionBudget of the workload `name`: a drain evicts one pod at a time.
 *
 * It has no `minAvailable`, which would block the drain of a workload with one replica.
 *
 * @param labels labels of the pods, if an operator creates them; by default the label that slipway sets
 */
export function disruptionBudget(
  scope: Construct,
  name: string,
  labels: Readonly<Record<string, string>> = podLabels(name),
): void {
  new KubePodDisruptionBudget(scope, 'disruption-budget', {
    metadata: { name },
    spec: {
      maxUnavailable: IntOrString.fromNumber(1),
      selector: { matchLabels: labels },
      // A pod that is not ready must not block a drain.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
