import type { Autoscale } from './autoscale';
import type { VolumeMounts } from './volume-mounts';

interface SingletonProps {
  readonly replicas?: number;
  readonly autoscale?: Autoscale;
  readonly singleton?: boolean;
}

/**
 * @internal Whether the workload `of` must never have two pods. See `DeploymentProps.singleton`.
 *
 * @throws if a workload that must never have two pods has several `replicas`, or `autoscale`
 * @throws if a workload that can have several pods has a volume of its own, or fills a volume
 */
export function isSingleton(of: string, props: SingletonProps, volumes: VolumeMounts): boolean {
  const { replicas = 1, autoscale, singleton } = props;
  const reason = reasonOf(volumes, singleton);
  if (reason === undefined) {
    return singleton ?? (volumes.writtenPath !== undefined && replicas <= 1 && !autoscale);
  }
  if (replicas > 1) {
    throw new Error(`'replicas' of '${of}' must be at most 1, such as 1, got ${replicas}: ${reason}`);
  }
  if (autoscale) {
    throw new Error(
      `'autoscale' of '${of}' must not be set, got { maxReplicas: ${autoscale.maxReplicas} }: ${reason}`,
    );
  }
  if (singleton === false) {
    throw new Error(`'singleton' of '${of}' must be true, got false: ${reason}`);
  }
  return true;
}

/** Why a workload must have one pod, with the fix; undefined if it may have several. */
function reasonOf({ ownPath, filledPath }: VolumeMounts, singleton: boolean | undefined): string | undefined {
  if (ownPath !== undefined) {
    return `one node at a time can mount its volume at '${ownPath}'; for several pods, define a Volume such as new Volume(this, 'uploads')`;
  }
  if (filledPath !== undefined) {
    return `two pods would fill the volume at '${filledPath}' at once; fill it by a Task, such as volumes: { '${filledPath}': uploads.mount({ fill: true }) }`;
  }
  return singleton ? `a singleton has one pod` : undefined;
}
