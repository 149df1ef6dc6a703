import type { PersistentVolume as VolumeFields } from 'kubernetes-types/core/v1';
import type { Frozen, KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import type { ClusterNode } from '../kube/objects';

/** A volume as the cluster has it. */
export type PersistentVolume = KubeObject & Frozen<Pick<VolumeFields, 'spec'>>;

/** The nodes and volumes of a cluster. */
export interface Places {
  readonly nodes: readonly ClusterNode[];
  readonly volumes: readonly PersistentVolume[];
}

/** Reads the nodes and volumes of a cluster; undefined without the permission to read them. */
export async function readPlaces(kubectl: Kubectl): Promise<Places | undefined> {
  const found = await kubectl.listIfAllowed(['nodes', 'persistentvolumes']);
  if (!found) return undefined;
  const ofKind = (wanted: string): unknown => found.filter(({ kind }) => kind === wanted);
  return {
    nodes: ofKind('Node') as ClusterNode[],
    volumes: ofKind('PersistentVolume') as PersistentVolume[],
  };
}
