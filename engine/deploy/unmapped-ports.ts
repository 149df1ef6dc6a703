import type { StackRef } from '../base/stack-ref';
import type { KubeObject } from '../kube/kube-object';
import { addressOfPort, type NodePort, nodePortsOf } from '../kube/node-ports';
import { defaultKindConfig } from '../machine/context';
import { formatPort } from '../text/port';
import type { Live } from './live';

/**
 * A paragraph for each published port of a stack to which no port of this machine leads. kind maps ports only when it creates a
 * cluster.
 */
export function describeUnmapped(
  stack: StackRef,
  objects: readonly KubeObject[],
  { kind, context, mappedPorts }: Pick<Live, 'kind' | 'context' | 'mappedPorts'>,
): string[] {
  if (kind === undefined || !mappedPorts) return [];
  return nodePortsOf(objects)
    .filter((port) => addressOfPort(port, mappedPorts) === undefined)
    .map((port) => {
      const { service, nodePort, protocol } = port;
      const mapping = `{ containerPort: ${nodePort}, hostPort: ${port.port}, listenAddress: 127.0.0.1, protocol: ${protocol} }`;
      return `Service/${service} publishes port ${formatPort(port.port, protocol)} at port ${nodePort} of the nodes, but no port of this machine leads there. Add ${mapping} to 'extraPortMappings' in ${defaultKindConfig}, and create the cluster again: 'kind delete cluster --name ${kind}' deletes it with all its data.${until(port, context, stack)}`;
    });
}

/** kubectl forwards no other protocol: https://github.com/kubernetes/kubernetes/issues/47862 */
function until({ service, port, nodePort, protocol }: NodePort, context: string, { name }: StackRef): string {
  if (protocol !== 'TCP') return '';
  return ` Until then: kubectl --context ${context} --namespace ${name} port-forward service/${service} ${nodePort}:${port}.`;
}
