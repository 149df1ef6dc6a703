import type { PodSpec, Toleration as KubeToleration } from '../../imports/k8s';
import { checkLabels } from './labels';

/** A taint of nodes that pods accept. */
export interface Toleration {
  /** Key of the taint. */
  readonly key: string;

  /**
   * Value of the taint.
   *
   * @default - any
   */
  readonly value?: string;

  /**
   * What the taint does to other pods.
   *
   * @default - any
   */
  readonly effect?: 'NoSchedule' | 'PreferNoSchedule' | 'NoExecute';
}

/** On which nodes pods run. */
export interface PlacementProps {
  /**
   * Labels of the nodes that the pods run on, such as `{ 'kubernetes.io/arch': 'amd64' }`. In Compose: `platform`,
   * `deploy.placement.constraints`.
   *
   * @default - any node
   */
  readonly nodeSelector?: Readonly<Record<string, string>>;

  /**
   * Taints of nodes that the pods accept, such as `{ key: 'nvidia.com/gpu' }`.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/
   */
  readonly tolerations?: readonly Toleration[];
}

/**
 * @internal The fields of the pods of the workload `of` that say on which nodes they run.
 * @throws if a label of a node is none
 */
export function placementFields(of: string, { nodeSelector, tolerations }: PlacementProps): Partial<PodSpec> {
  if (nodeSelector) checkLabels(of, 'nodeSelector', nodeSelector);
  return {
    ...(nodeSelector && { nodeSelector: { ...nodeSelector } }),
    ...(tolerations && { tolerations: tolerations.map(tolerationOf) }),
  };
}

function tolerationOf({ key, value, effect }: Toleration): KubeToleration {
  return {
    key,
    operator: value === undefined ? 'Exists' : 'Equal',
    ...(value !== undefined && { value }),
    ...(effect && { effect }),
  };
}
