import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Container } from '../../imports/k8s';
import { waitContainerName } from '../contract';
import type { Waitable } from '../core/endpoint';
import { envVars, filesOf } from '../core/env';
import type { Environment } from '../core/environment';
import { unexpanded } from '../core/expansion';
import { resourceRequirements } from '../core/resources';
import { runnableImage } from './image';
import { secretMounts } from './secret-files';
import { containerSecurityContext } from './security';

const resources = resourceRequirements({
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(256) },
});

/**
 * @internal An init container that exits when `target` is ready. In Compose: `depends_on`.
 *
 * It runs the check of the target in the image of the target, so no further image is pulled. It has no timeout: why the
 * target is not ready is visible at the pod of the target.
 */
export function waitContainer({ readyCheck }: Waitable, environment: Pick<Environment, 'images'>): Container {
  const { name, image, command, user, env } = readyCheck;
  const script = `until ${command}; do echo "waiting for ${name}"; sleep 1; done`;
  const volumeMounts = secretMounts(filesOf(env));
  return {
    name: waitContainerName(name),
    image: runnableImage(name, image, environment),
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', '-c', unexpanded(script)],
    ...(env && { env: envVars(name, env) }),
    resources,
    securityContext: containerSecurityContext(user),
    ...(volumeMounts.length > 0 && { volumeMounts }),
  };
}
