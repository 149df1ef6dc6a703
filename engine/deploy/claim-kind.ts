import { Failure } from '../base/failure';
import type { KubeObject } from '../kube/kube-object';
import type { Place } from './volume-growth';
import { type Claim, isClaim } from './volumes';

/**
 * Checks that the claims of the cluster keep their access modes and their StorageClass, which are immutable.
 *
 * @throws Failure if the manifests have other ones
 */
export function checkClaimKinds(
  wanted: readonly KubeObject[],
  live: readonly KubeObject[],
  { stack }: Place,
): void {
  for (const claim of live.filter(isClaim)) {
    const other = wanted.find(
      (object): object is Claim => isClaim(object) && object.metadata.name === claim.metadata.name,
    );
    if (!other || isAlike(claim, other)) continue;
    throw new Failure(
      `the volume ${claim.metadata.name} of '${stack.name}' is ${describe(claim)}, and the manifests have ${describe(other)}: a volume can't change that. Nothing was changed`,
      `Set 'sharedStorageClass' of the environment as it was. Or give the volume another id in ${stack.files.chart}, and copy its data: the volume ${claim.metadata.name} stays behind.`,
    );
  }
}

/** A claim that names no class got that of the cluster. */
function isAlike({ spec: live }: Claim, { spec: wanted }: Claim): boolean {
  const { storageClassName = live.storageClassName } = wanted;
  return modesOf(live) === modesOf(wanted) && live.storageClassName === storageClassName;
}

function modesOf({ accessModes = [] }: Claim['spec']): string {
  return [...accessModes].sort().join(', ');
}

function describe({ spec }: Claim): string {
  const ofClass =
    spec.storageClassName === undefined ? '' : ` of the StorageClass '${spec.storageClassName}'`;
  return `${modesOf(spec)}${ofClass}`;
}
