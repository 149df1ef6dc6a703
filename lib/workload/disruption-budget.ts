import type { Construct } from 'constructs';
import { IntOrString, KubePodDisruptionBudget } from '../../imports/k8s';
import { podLabels } from '../core/names';

/**
 * @internal Lets a drain take one pod of the workload `name` at a time.
 *
 * Not `minAvailable`: with one replica that would block a drain for ever.
 */
export function disruptionBudget(scope: Construct, name: string): void {
  new KubePodDisruptionBudget(scope, 'disruption-budget', {
    metadata: { name },
    spec: {
      maxUnavailable: IntOrString.fromNumber(1),
      selector: { matchLabels: podLabels(name) },
      // A pod that is broken anyway must not keep a node from being drained.
      unhealthyPodEvictionPolicy: 'AlwaysAllow',
    },
  });
}
