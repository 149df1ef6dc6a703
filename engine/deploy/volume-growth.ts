import { Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import type { KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { amountOf } from '../kube/quantity';
import { apply } from './apply';
import { hasSameClaims, setsToReplace, sizeOf, type Volume, volumesOf } from './volumes';

/** The changes that give the volumes of a stack the sizes of its manifests. */
export interface VolumeGrowth {
  /** The volumes to expand. */
  readonly volumes: readonly Volume[];

  /** StatefulSets of the cluster to replace. */
  readonly sets: readonly KubeObject[];
}

/** A StorageClass, which provides the volume of a claim. */
export interface StorageClass extends KubeObject {
  readonly allowVolumeExpansion?: boolean;
}

/**
 * Finds the volumes to expand.
 *
 * @param live the StatefulSets and claims of the cluster
 * @param classes undefined if the user may not list them. The cluster then refuses what is not possible
 * @throws Failure if a volume can't grow, or would have to shrink
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

/** Expands the volumes. Their pods keep running. */
export async function growVolumes(
  kubectl: Kubectl,
  stack: string,
  volumes: readonly Volume[],
  wanted: readonly KubeObject[],
): Promise<void> {
  if (volumes.length === 0) return;
  // First, since a quota may have been raised for the larger volumes.
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

/**
 * Deletes StatefulSets, so that new ones of the same names can take their places. Claims stay. Pods keep running, and are adopted,
 * unless the new StatefulSet has other claims: a pod can't get or lose a volume, and the controller replaces no pod that lacks one.
 *
 * @see https://github.com/kubernetes/kubernetes/blob/v1.34.0/pkg/controller/statefulset/stateful_pod_control.go
 */
export async function deleteSets(
  kubectl: Kubectl,
  stack: string,
  sets: readonly KubeObject[],
  wanted: readonly KubeObject[],
): Promise<void> {
  for (const set of sets) {
    const cascade = hasSameClaims(set, wanted) ? 'orphan' : 'foreground';
    await kubectl.run([
      ...['delete', 'statefulset', '--namespace', stack, '--ignore-not-found', `--cascade=${cascade}`],
      set.metadata.name,
    ]);
  }
}

/** `data-postgres-0 from 20Gi to 40Gi`, separated by commas. */
export function describeGrowth(volumes: readonly Volume[]): string {
  return volumes
    .map(({ claim, wanted }) => `${claim.metadata.name} from ${sizeOf(claim)} to ${wanted}`)
    .join(', ');
}

/** The stack and context of volumes, for commands in messages. */
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
      `${what} does not exist yet, and its pending claim can't change from ${size} to ${wanted}`,
      `Delete the claim, which has no data, and repeat the command: ${deletion(volume, place)}.`,
    );
  }
  if (amountOf(wanted) < amountOf(size)) {
    throw new Failure(
      `${what} has ${size}, and the manifests have ${wanted}: a volume can't shrink`,
      `Set ${size} in ${place.stack.files.chart} or in the environment. ${otherVolume(volume, place)}`,
    );
  }
  if (classes && storageClass?.allowVolumeExpansion !== true) {
    throw new Failure(
      `${what} can't grow from ${size} to ${wanted}: its StorageClass '${storageClassName}' does not allow it`,
      `If its provisioner supports expansion, set 'allowVolumeExpansion: true' on the class. ${otherVolume(volume, place)}`,
    );
  }
}

/** How to get another volume. Not by `down --volumes`, which also deletes backups on a volume. */
function otherVolume(volume: Volume, place: Place): string {
  const stack = place.stack.name;
  if (volume.set === undefined) {
    return `To get another volume, copy its data elsewhere, delete the volume, and repeat the command: ${deletion(volume, place)}.`;
  }
  return `To get another volume, back up and restore: 'npx slipway backup ${stack}', '${deletion(volume, place)}', this command again, and 'npx slipway restore ${stack} --from latest'.`;
}

function deletion({ claim, set }: Volume, { stack, context }: Place): string {
  const objects = [...(set === undefined ? [] : [`statefulset/${set}`]), `pvc/${claim.metadata.name}`];
  return `kubectl --context ${context} -n ${stack.name} delete ${objects.join(' ')}`;
}
