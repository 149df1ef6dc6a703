import type { Construct } from 'constructs';
import { IntOrString, KubePodDisruptionBudget } from '../../imports/k8s';
import { podLabels } from '../contract';

/**
 * @internal Lets a drain take one pod of the workload `name` at a time.
 *
 * Not `minAvailable`: with one replica that would block a drain for ever.
 *
 * @param labels labels of its pods, where an operator makes them; @default - slipway's own
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
      // A pod that is broken anyway must not keep a node from being drained.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
