import type { Construct } from 'constructs';
import { KubeHorizontalPodAutoscalerV2 } from '../../imports/k8s';

/** How a workload grows and shrinks with its load. */
export interface Autoscale {
  /** Fewest pods. @default - the workload's `replicas` */
  readonly minReplicas?: number;

  /** Most pods. */
  readonly maxReplicas: number;

  /** Mean CPU use, in percent of the request, above which pods are added. @default 80 */
  readonly cpuPercent?: number;
}

/** @internal Defines the HorizontalPodAutoscaler of the Deployment `name`. */
export function autoscaler(scope: Construct, name: string, autoscale: Required<Autoscale>): void {
  const { minReplicas, maxReplicas, cpuPercent } = autoscale;
  if (minReplicas < 1 || maxReplicas < minReplicas) {
    throw new Error(
      `'autoscale.maxReplicas' must be at least 'minReplicas', such as { minReplicas: 3, maxReplicas: 10 }, got { minReplicas: ${minReplicas}, maxReplicas: ${maxReplicas} }`,
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
