import type { Kubectl } from '../../engine/kube/kubectl';
import { amountOf } from '../../engine/kube/quantity';

interface PodMetrics {
  readonly containers: readonly { readonly usage: { readonly memory: string } }[];
}

/** Bytes that the pods of a namespace use; undefined if the cluster has no metrics-server. */
export async function memoryOf(kubectl: Kubectl, namespace: string): Promise<number | undefined> {
  const path = `/apis/metrics.k8s.io/v1beta1/namespaces/${namespace}/pods`;
  const { exitCode, stdout } = await kubectl.attempt(['get', '--raw', path]);
  if (exitCode !== 0) return undefined;
  const { items } = JSON.parse(stdout) as { items: readonly PodMetrics[] };
  return totalOf(items.flatMap(({ containers }) => containers.map(({ usage }) => usage.memory)));
}

/** The sum of quantities such as `51200Ki`. */
export function totalOf(quantities: readonly string[]): number {
  return quantities.reduce((sum, quantity) => sum + amountOf(quantity), 0);
}
