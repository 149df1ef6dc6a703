import { isManaged, managedSelector } from '../../lib/contract';
import { Failure } from '../base/failure';
import type { KubeObject } from './kube-object';
import type { Kubectl } from './kubectl';

/**
 * The namespace of a stack; undefined if it does not exist.
 *
 * @throws Failure if slipway has not created it: it must not change objects of others
 */
export async function stackNamespace(kubectl: Kubectl, stack: string): Promise<KubeObject | undefined> {
  const namespace = await kubectl.find<KubeObject>('namespace', stack);
  if (!namespace || isManaged(namespace.metadata)) return namespace;
  throw new Failure(
    `the namespace '${stack}' exists, and slipway has not created it`,
    `Check that this is the right cluster. To let slipway use the namespace: kubectl --context ${kubectl.context} label namespace ${stack} ${managedSelector}.`,
  );
}

/** @throws Failure if the namespace is being deleted, and so accepts no objects */
export function checkNotTerminating(namespace: KubeObject | undefined): void {
  if (namespace?.metadata.deletionTimestamp === undefined) return;
  throw new Failure(
    `the namespace '${namespace.metadata.name}' is being deleted`,
    'Wait until it is gone, then repeat the command.',
  );
}
