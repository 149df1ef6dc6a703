import { Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import type { KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { amountOf } from '../kube/quantity';
import { apply } from './apply';
import { setsToReplace, sizeOf, type Volume, volumesOf } from './volumes';

/** How the volumes of a stack get the sizes of its manifests. */
export interface VolumeGrowth {
  /** Those that grow. */
  readonly volumes: readonly Volume[];

  /** StatefulSets of the cluster that have to be made anew for it, around pods that go on running. */
  readonly sets: readonly KubeObject[];
}

/** What the volumes of a claim are made by. */
export interface StorageClass extends KubeObject {
  readonly allowVolumeExpansion?: boolean;
}

/**
 * Which volumes are to grow.
 *
 * @param live the StatefulSets and claims of the cluster
 * @param classes undefined where nobody may look: the cluster then says itself what it refuses
 * @throws Failure if one can't, or would have to shrink, which tells what to do instead
 */
export function volumeGrowth(
  wanted: readonly KubeObject[],
  live: readonly KubeObject[],
  classes: readonly StorageClass[] | undefined,
  place: Place,
): VolumeGrowth {
  const volumes = volumesOf(wanted, live).filter(
    ({ claim, wanted: size }) => amountOf(size) !== amountOf(sizeOf(claim)),
  );
  for (const volume of volumes) checkGrowth(volume, classes, place);
  return { volumes, sets: setsToReplace(wanted, live) };
}

/** Has the cluster enlarge the volumes; what runs on them goes on. */
export async function growVolumes(
  kubectl: Kubectl,
  stack: string,
  volumes: readonly Volume[],
  wanted: readonly KubeObject[],
): Promise<void> {
  if (volumes.length === 0) return;
  // One that was raised for the larger volumes has to be there before them.
  await apply(
    kubectl,
    wanted.filter(({ kind }) => kind === 'ResourceQuota'),
  );
  for (const { claim, wanted: storage } of volumes) {
    const patch = JSON.stringify({ spec: { resources: { requests: { storage } } } });
    await kubectl.run([
      ...['patch', 'persistentvolumeclaim', claim.metadata.name, '--namespace', stack, '--patch', patch],
    ]);
  }
}

/** Deletes StatefulSets and leaves their pods, which the StatefulSets of the same names take over. */
export async function deleteAroundPods(
  kubectl: Kubectl,
  stack: string,
  sets: readonly KubeObject[],
): Promise<void> {
  if (sets.length === 0) return;
  const names = sets.map(({ metadata }) => metadata.name);
  await kubectl.run([
    ...['delete', 'statefulset', '--namespace', stack, '--ignore-not-found', '--cascade=orphan', ...names],
  ]);
}

/** `data-postgres-0 from 20Gi to 40Gi`, one after the other. */
export function describeGrowth(volumes: readonly Volume[]): string {
  return volumes
    .map(({ claim, wanted }) => `${claim.metadata.name} from ${sizeOf(claim)} to ${wanted}`)
    .join(', ');
}

/** Where volumes are, for commands that a user types. */
export interface Place {
  readonly stack: StackRef;
  readonly context: string;
}

function checkGrowth(volume: Volume, classes: readonly StorageClass[] | undefined, place: Place): void {
  const { claim, wanted } = volume;
  const { storageClassName = '' } = claim.spec;
  const size = sizeOf(claim);
  const storageClass = classes?.find(({ metadata }) => metadata.name === storageClassName);
  const what = `the volume ${claim.metadata.name} of '${place.stack.name}'`;
  if (claim.status?.phase === 'Pending') {
    throw new Failure(
      `${what} is not there yet, and Kubernetes makes no claim ask for ${wanted} that asks for ${size}`,
      `Delete the claim, in which there is nothing, and repeat the command: ${deletion(volume, place)}.`,
    );
  }
  if (amountOf(wanted) < amountOf(size)) {
    throw new Failure(
      `${what} has ${size}, and the manifests say ${wanted}: volumes never shrink`,
      `Say ${size} in ${place.stack.files.chart} or in the environment. ${otherVolume(volume, place)}`,
    );
  }
  if (classes && storageClass?.allowVolumeExpansion !== true) {
    throw new Failure(
      `${what} can't grow from ${size} to ${wanted}: its StorageClass '${storageClassName}' does not allow it`,
      `If what is behind the class can, set 'allowVolumeExpansion: true' on it. ${otherVolume(volume, place)}`,
    );
  }
}

/** Not by `down --volumes`: that takes the backups on a volume with it. */
function otherVolume(volume: Volume, place: Place): string {
  const stack = place.stack.name;
  if (volume.set === undefined) {
    return `For another volume, copy away what is in it, delete it, and repeat the command: ${deletion(volume, place)}.`;
  }
  return `For another volume, back up and restore: 'npx slipway backup ${stack}', '${deletion(volume, place)}', this command again, and 'npx slipway restore ${stack} --from latest'.`;
}

function deletion({ claim, set }: Volume, { stack, context }: Place): string {
  const objects = [...(set === undefined ? [] : [`statefulset/${set}`]), `pvc/${claim.metadata.name}`];
  return `kubectl --context ${context} -n ${stack.name} delete ${objects.join(' ')}`;
}
