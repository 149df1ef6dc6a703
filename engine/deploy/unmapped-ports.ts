import { formatPort } from '../../lib/contract';
import { Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import type { KubeObject } from '../kube/kube-object';
import { addressOfPort, type NodePort, nodePortsOf } from '../kube/node-ports';
import { defaultKindConfig } from '../machine/context';
import type { KindConfig } from '../machine/kind-config';
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
      return `Service/${service} publishes port ${formatPort(port.port, protocol)} at port ${nodePort} of the nodes, but no port of this machine leads there. Add ${mappingOf(port)} to 'extraPortMappings' in ${defaultKindConfig}, and create the cluster again: 'kind delete cluster --name ${kind}' deletes it with all its data.${until(port, context, stack)}`;
    });
}

/**
 * Checks that a kind configuration maps all published ports of a stack, before a cluster is created from it.
 *
 * @throws Failure with the lines that are missing
 */
export function checkMapped(objects: readonly KubeObject[], { file, nodePorts }: KindConfig): void {
  const missing = nodePortsOf(objects).filter(
    ({ nodePort, protocol }) => !nodePorts.includes(`${nodePort}/${protocol}`),
  );
  if (missing.length === 0) return;
  const names = missing.map(
    ({ service, port, protocol }) => `${formatPort(port, protocol)} of Service/${service}`,
  );
  throw new Failure(
    `no port of this machine would lead to ${names.join(', ')}, since ${file} does not map it`,
    `Add ${missing.map(mappingOf).join(' and ')} to its 'extraPortMappings', with a hostPort that is free, and repeat the command. kind maps ports only when it creates a cluster.`,
  );
}

/** The entry of `extraPortMappings` for a published port. */
function mappingOf({ port, nodePort, protocol }: NodePort): string {
  return `{ containerPort: ${nodePort}, hostPort: ${port}, listenAddress: 127.0.0.1, protocol: ${protocol} }`;
}

/** kubectl forwards no other protocol: https://github.com/kubernetes/kubernetes/issues/47862 */
function until({ service, port, nodePort, protocol }: NodePort, context: string, { name }: StackRef): string {
  if (protocol !== 'TCP') return '';
  return ` Until then: kubectl --context ${context} --namespace ${name} port-forward service/${service} ${nodePort}:${port}.`;
}
