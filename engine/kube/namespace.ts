import { isManaged, managedSelector } from '../../lib/contract';
import { Failure } from '../base/failure';
import type { KubeObject } from './kube-object';
import type { Kubectl } from './kubectl';

/**
 * The namespace of a stack, or undefined if there is none.
 *
 * @throws Failure if it belongs to somebody else, whose objects slipway must not touch
 */
export async function stackNamespace(kubectl: Kubectl, stack: string): Promise<KubeObject | undefined> {
  const namespace = await kubectl.find<KubeObject>('namespace', stack);
  if (!namespace || isManaged(namespace.metadata)) return namespace;
  throw new Failure(
    `the namespace '${stack}' exists, and was not made by slipway`,
    `Is it the right cluster? If so, hand the namespace over: kubectl --context ${kubectl.context} label namespace ${stack} ${managedSelector}.`,
  );
}

/** @throws Failure if the namespace is on its way out, and takes no objects any more */
export function checkNotTerminating(namespace: KubeObject | undefined): void {
  if (namespace?.metadata.deletionTimestamp === undefined) return;
  throw new Failure(
    `the namespace '${namespace.metadata.name}' is being deleted`,
    'Wait until it is gone, then repeat the command.',
  );
}
