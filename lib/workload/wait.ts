import type { Container, VolumeMount } from '../../imports/k8s';
import { waitContainerName } from '../contract';
import type { Waitable } from '../core/endpoint';
import type { Environment } from '../core/environment';
import { scriptContainer } from './init-container';

/**
 * @internal An init container that exits when `target` is ready. In Compose: `depends_on`.
 *
 * It runs the check of the target in the image of the target. It has no timeout: why the target is not ready is visible at
 * the pod of the target.
 *
 * @param mounts the files that the variables of the check name
 */
export function waitContainer(
  { readyCheck }: Waitable,
  environment: Pick<Environment, 'images'>,
  mounts: readonly VolumeMount[],
): Container {
  const { name, image, command, user, env } = readyCheck;
  const script = `until ${command}; do echo "waiting for ${name}"; sleep 1; done`;
  return scriptContainer(
    waitContainerName(name),
    { of: name, image, script, user, env, ...(mounts.length > 0 && { mounts }) },
    environment,
  );
}
