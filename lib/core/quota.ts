import { Size } from 'cdk8s';
import type { Construct } from 'constructs';
import { KubeLimitRange, KubeResourceQuota, Quantity } from '../../imports/k8s';
import type { Quota } from './environment';
import { cpuQuantity, quantity } from './resources';

/** @internal Defines the ResourceQuota and the LimitRange of a stack. */
export function limit(scope: Construct, { cpu, memory, storage, pods }: Quota): void {
  new KubeResourceQuota(scope, 'Quota', {
    metadata: { name: 'stack' },
    spec: {
      hard: {
        'requests.cpu': Quantity.fromString(cpuQuantity(cpu)),
        'requests.memory': Quantity.fromString(quantity(memory)),
        // Limits above the requests let pods share a node. Twice the requests is still a bound.
        'limits.memory': Quantity.fromString(quantity(Size.mebibytes(memory.toMebibytes() * 2))),
        'requests.storage': Quantity.fromString(quantity(storage)),
        pods: Quantity.fromNumber(pods),
      },
    },
  });
  // Containers that slipway defines have requests and limits. These defaults are for pods that are added by hand.
  new KubeLimitRange(scope, 'Limits', {
    metadata: { name: 'stack' },
    spec: {
      limits: [
        {
          type: 'Container',
          defaultRequest: { cpu: Quantity.fromString('50m'), memory: Quantity.fromString('64Mi') },
          default: { cpu: Quantity.fromString('500m'), memory: Quantity.fromString('256Mi') },
        },
      ],
    },
  });
}
