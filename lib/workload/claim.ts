import type { Size } from 'cdk8s';
import { type PersistentVolumeClaimSpec, Quantity } from '../../imports/k8s';
import { quantity } from '../core/resources';

/**
 * @internal The spec of a PersistentVolumeClaim.
 *
 * @param sharedClass StorageClass of a claim that pods on several nodes mount, by default none: pods on one node mount it
 */
export function claimSpec(size: Size, sharedClass?: string): PersistentVolumeClaimSpec {
  return {
    accessModes: [sharedClass === undefined ? 'ReadWriteOnce' : 'ReadWriteMany'],
    ...(sharedClass !== undefined && { storageClassName: sharedClass }),
    resources: { requests: { storage: Quantity.fromString(quantity(size)) } },
  };
}
