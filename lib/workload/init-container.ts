import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Container, SecurityContext, VolumeMount } from '../../imports/k8s';
import { type EnvValue, envVars } from '../core/env';
import { unexpanded } from '../core/expansion';
import { resourceRequirements } from '../core/resources';
import { type ImageSettings, runnableImage } from './image';
import { containerSecurityContext } from './security';

const resources = resourceRequirements({
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(256) },
});

interface ScriptOptions {
  /** Name of the workload whose image it is, for messages. */
  readonly of: string;
  readonly image: string;

  /** Script for `sh -c`. */
  readonly script: string;

  /** @default - that of the user of the pod, without any right */
  readonly securityContext?: SecurityContext;

  /** @default - none */
  readonly env?: Readonly<Record<string, EnvValue>>;

  /** @default - none */
  readonly mounts?: readonly VolumeMount[];
}

/** @internal An init container that runs a script with the image of a workload, so that no further image is pulled. */
export function scriptContainer(
  name: string,
  { of, image, script, env, mounts, securityContext = containerSecurityContext() }: ScriptOptions,
  environment: ImageSettings,
): Container {
  return {
    name,
    image: runnableImage(of, image, environment),
    imagePullPolicy: 'IfNotPresent',
    command: ['sh', '-c', unexpanded(script)],
    ...(env && { env: envVars(of, env) }),
    resources,
    securityContext,
    ...(mounts && { volumeMounts: [...mounts] }),
  };
}
