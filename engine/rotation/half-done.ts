import { Failure } from '../base/failure';
import type { KubeObject } from '../kube/kube-object';
import { isSecret, valuesOf } from '../kube/secret-object';
import { interim } from './postgres-server';

/**
 * Checks that no Secret has an interim login. It must not be overwritten: the server may not accept the new password
 * yet.
 *
 * @param live objects of the stack in the cluster
 * @param made objects that are about to be applied
 * @throws Failure if a rotation is running, or was interrupted
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
    `the rotation of the password in Secret/${name} of '${stack}' has not ended`,
    `Wait for its end. If it was interrupted, 'npx slipway rotate ${stack} ${name}' continues it. Then repeat the command.`,
  );
}
