import type { Container } from '../../imports/k8s';
import { waitContainerName } from '../contract';
import type { Waitable } from '../core/endpoint';
import type { ImageSettings } from './image';
import { scriptContainer } from './init-container';

/**
 * @internal An init container that exits when `target` is ready. In Compose: `depends_on`.
 *
 * It runs the check of the target in the image of the target. It has no timeout: why the target is not ready is visible at
 * the pod of the target.
 */
export function waitContainer({ readyCheck }: Waitable, environment: ImageSettings): Container {
  const { name, image, command, user, env } = readyCheck;
  const script = `until ${command}; do echo "waiting for ${name}"; sleep 1; done`;
  return scriptContainer(waitContainerName(name), { of: name, image, script, user, env }, environment);
}
