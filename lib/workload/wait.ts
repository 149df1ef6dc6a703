import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Container } from '../../imports/k8s';
import { waitContainerName } from '../contract';
import type { ReadyCheck, Waitable, WaitCheck } from '../core/endpoint';
import type { Environment } from '../core/environment';
import { container } from './container';
import type { ImageSettings } from './image';
import { scriptContainer } from './init-container';
import { containerSecurityContext } from './security';

/** Default image of the program that waits for other workloads, which is built from `images/wait`. */
export const waitImage = 'slipway/wait:1.0.0';

/** What the container needs to know of the environment. */
type WaitEnvironment = ImageSettings & Pick<Environment, 'maxResourceRequests' | 'waitImage'>;

/**
 * @internal An init container that exits when `target` is ready. In Compose: `depends_on`.
 *
 * It has no timeout: why the target is not ready is visible at the pod of the target.
 */
export function waitContainer({ readyCheck }: Waitable, environment: WaitEnvironment): Container {
  return 'args' in readyCheck ? waits(readyCheck, environment) : repeats(readyCheck, environment);
}

/** Runs the check of the target in the image of the target. */
function repeats({ name, image, command, user, env }: ReadyCheck, environment: WaitEnvironment): Container {
  const script = `until ${command}; do echo "waiting for ${name}"; sleep 1; done`;
  const securityContext = containerSecurityContext(user);
  return scriptContainer(
    waitContainerName(name),
    { of: name, image, script, env, securityContext },
    environment,
  );
}

/** Runs slipway's own program, which needs no folder to write to. */
function waits({ name, args, record }: WaitCheck, environment: WaitEnvironment): Container {
  const image = environment.waitImage ?? waitImage;
  return {
    ...container(waitContainerName(name), { image, args, emptyDirs: {} }, waitResources, environment),
    ...(record && { env: [succeededAt(record)] }),
  };
}

/** Without the key the kubelet starts no container. */
function succeededAt({ configMap, key }: NonNullable<WaitCheck['record']>) {
  return { name: 'SUCCEEDED_AT', valueFrom: { configMapKeyRef: { name: configMap, key } } };
}

/** @internal Resources of the program: it asks once a second. */
export const waitResources = {
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(200) },
  memory: { request: Size.mebibytes(16), limit: Size.mebibytes(64) },
};
