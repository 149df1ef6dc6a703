import { Failure } from '../base/failure';
import type { KubeObject } from '../kube/kube-object';
import { isSecret, valuesOf } from '../kube/secret-object';
import { interim } from './postgres-server';

/**
 * A Secret with an interim login must not be written over: what would be in it, the server may not know yet.
 *
 * @param live objects of the stack in the cluster
 * @param made those that are about to be applied
 * @throws Failure if a rotation goes on, or was interrupted
 */
export function checkNotRotating(
  stack: string,
  live: readonly KubeObject[],
  made: readonly KubeObject[],
): void {
  const names = made.filter(isSecret).map(({ metadata }) => metadata.name);
  const rotating = live
    .filter(isSecret)
    .find((secret) => names.includes(secret.metadata.name) && valuesOf(secret).username === interim);
  if (!rotating) return;
  const { name } = rotating.metadata;
  throw new Failure(
    `the password in Secret/${name} of '${stack}' is being changed, and that has not ended`,
    `If nobody is at it, 'npx slipway rotate ${stack} ${name}' goes on from where it was interrupted; then repeat the command.`,
  );
}
