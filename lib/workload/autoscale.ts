import type { Construct } from 'constructs';
import { KubeHorizontalPodAutoscalerV2 } from '../../imports/k8s';

/**
 * Horizontal autoscaling of a workload by CPU utilization.
 *
 * @see https://kubernetes.io/docs/tasks/run-application/horizontal-pod-autoscale/
 */
export interface Autoscale {
  /**
   * Minimum number of pods.
   *
   * @default - `replicas` of the workload
   */
  readonly minReplicas?: number;

  /** Maximum number of pods. */
  readonly maxReplicas: number;

  /**
   * Target of the average CPU utilization, in percent of the CPU request.
   *
   * @default 80
   */
  readonly cpuPercent?: number;
}

/**
 * @internal Defines the HorizontalPodAutoscaler of the Deployment `name`.
 * @throws if `minReplicas` is less than 1, or `maxReplicas` is less than `minReplicas`
 */
export function autoscaler(scope: Construct, name: string, autoscale: Required<Autoscale>): void {
  const { minReplicas, maxReplicas, cpuPercent } = autoscale;
  if (minReplicas < 1 || maxReplicas < minReplicas) {
    throw new Error(
      `'autoscale.maxReplicas' of '${name}' must be at least 'minReplicas', such as { minReplicas: 3, maxReplicas: 10 }, got { minReplicas: ${minReplicas}, maxReplicas: ${maxReplicas} }`,
    );
  }
  new KubeHorizontalPodAutoscalerV2(scope, 'autoscaler', {
    metadata: { name },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name },
      minReplicas,
      maxReplicas,
      metrics: [
        {
          type: 'Resource',
          resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: cpuPercent } },
        },
      ],
    },
  });
}
