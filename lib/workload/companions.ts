import { Size } from 'cdk8s';
import { Cpu } from 'cdk8s-plus-27';
import type { Container, VolumeMount } from '../../imports/k8s';
import { waitedForBy } from '../contract';
import { checkName } from '../core/check';
import type { EnvValue } from '../core/env';
import type { Environment } from '../core/environment';
import { Ports } from '../core/ports';
import { container, type ContainerProps } from './container';
import { kubeProbes, type Probes } from './probe';
import { processFields, type ProcessProps } from './process';
import { containerSecurityContext } from './security';

/** A container that runs to its end before that of the workload starts, such as one that prepares a volume. */
export interface InitContainer
  extends
    Pick<ContainerProps, 'image' | 'command' | 'args' | 'env' | 'resources'>,
    Pick<ProcessProps, 'workingDir'> {
  /** Name of the container. */
  readonly name: string;

  /**
   * Numeric user and group id of its process.
   *
   * @default - that of the workload
   */
  readonly user?: number;
}

/** A container that runs beside that of the workload, in the same network namespace: both reach each other at `localhost`. */
export interface SidecarContainer extends InitContainer, Probes {
  /**
   * TCP port of its probes. The Service of the workload does not have it.
   *
   * @default - none: its probes must be commands
   */
  readonly port?: number;
}

/** Further containers of a pod. All of them have the mounts of the workload's own container. */
export interface CompanionProps {
  /**
   * Containers that run one after the other before the others start, after those that wait for `startsAfter`.
   *
   * @default - none
   */
  readonly initContainers?: readonly InitContainer[];

  /**
   * Containers that start before that of the workload, after `initContainers`, and stop after it. In Compose: `network_mode: service:app`.
   *
   * @default - none
   * @see https://kubernetes.io/docs/concepts/workloads/pods/sidecar-containers/
   */
  readonly sidecars?: readonly SidecarContainer[];
}

interface Pod {
  /** Name of the workload. */
  readonly of: string;

  /** Mounts of the main container. */
  readonly mounts: readonly VolumeMount[];

  /** Names of the other containers of the pod. */
  readonly taken: readonly string[];
  readonly environment: Environment;
}

/**
 * @internal The further containers of a pod, in the order of their start.
 * @throws if a name is no DNS label, or another container has it
 */
export function companions({ initContainers = [], sidecars = [] }: CompanionProps, pod: Pod): Container[] {
  checkNames(pod, [...initContainers, ...sidecars]);
  return [
    ...initContainers.map((each) => companion(each, each.resources ?? small, pod)),
    ...sidecars.map((each) => sidecar(each, pod)),
  ];
}

/** @internal The variables of the further containers of a pod, by container and name. */
export function companionEnv({
  initContainers = [],
  sidecars = [],
}: CompanionProps): Record<string, EnvValue> {
  const all = [...initContainers, ...sidecars].flatMap(({ name, env = {} }) =>
    Object.entries(env).map(([variable, value]) => [`${name} ${variable}`, value]),
  );
  return Object.fromEntries(all) as Record<string, EnvValue>;
}

function sidecar(each: SidecarContainer, pod: Pod): Container {
  const { name, port, resources = pod.environment.service } = each;
  return {
    ...companion(each, resources, pod),
    restartPolicy: 'Always',
    ...(port !== undefined && { ports: [{ containerPort: port }] }),
    ...kubeProbes(each, new Ports(name, { port })),
  };
}

function companion(
  each: InitContainer,
  resources: NonNullable<InitContainer['resources']>,
  pod: Pod,
): Container {
  const { name, workingDir, user, ...props } = each;
  return {
    ...container(name, { ...props, emptyDirs: {} }, resources, pod.environment),
    ...processFields(name, { workingDir }),
    securityContext: containerSecurityContext(user),
    volumeMounts: [...pod.mounts],
  };
}

function checkNames({ of, taken }: Pod, all: readonly InitContainer[]): void {
  const names = new Set(taken);
  for (const { name } of all) {
    checkName(`the name of a container of '${of}'`, name);
    if (names.has(name) || waitedForBy(name) !== undefined) {
      throw new Error(
        `'initContainers' and 'sidecars' of '${of}' must have names that no other container has, such as '${of}-${name}', got '${name}'`,
      );
    }
    names.add(name);
  }
}

const small = {
  cpu: { request: Cpu.millis(10), limit: Cpu.millis(500) },
  memory: { request: Size.mebibytes(32), limit: Size.mebibytes(256) },
};
