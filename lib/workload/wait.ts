import type { Container } from '../../imports/k8s';
import { waitContainerName } from '../contract';
import type { Waitable } from '../core/endpoint';
import type { Environment } from '../core/environment';
import { scriptContainer } from './init-container';
import { containerSecurityContext } from './security';

/**
 * @internal An init container that exits when `target` is ready. In Compose: `depends_on`.
 *
 * It runs the check of the target in the image of the target. It has no timeout: why the target is not ready is visible at
 * the pod of the target.
 */
export function waitContainer({ readyCheck }: Waitable, environment: Pick<Environment, 'images'>): Container {
  const { name, image, command, user, env } = readyCheck;
  const script = `until ${command}; do echo "waiting for ${name}"; sleep 1; done`;
  const securityContext = containerSecurityContext(user);
  return scriptContainer(
    waitContainerName(name),
    { of: name, image, script, env, securityContext },
    environment,
  );
}
