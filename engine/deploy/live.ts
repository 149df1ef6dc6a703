import { ingressClass as className } from '../../lib/contract';
import type { KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { checkNotTerminating, stackNamespace } from '../kube/namespace';
import { type MappedPorts, mappedPorts } from '../kube/node-ports';
import type { SecretObject } from '../kube/secret-object';
import type { Target } from '../kube/target';
import { ownedObjects } from './prune';
import { lastRelease, type Release } from './record';
import type { Occupancy } from './room';
import type { StorageClass } from './volume-growth';

/** The state of a cluster, and of a stack in it, that a plan needs. */
export interface Live {
  readonly context: string;

  /** Name of the kind cluster; absent if it is not a kind cluster of this machine. */
  readonly kind?: string;

  /** The stack's objects of the kinds that slipway may delete. */
  readonly objects: readonly KubeObject[];

  /** StatefulSets and claims of the namespace. */
  readonly volumes: readonly KubeObject[];

  /** All Secrets of the namespace, also those that slipway has not created. */
  readonly secrets: readonly SecretObject[];

  /** Databases of CloudNativePG. */
  readonly clusters: readonly KubeObject[];

  /** @default - the user may not list them */
  readonly storageClasses?: readonly StorageClass[];

  /** The IngressClass `nginx`; null if it does not exist. @default - the user may not read it */
  readonly ingressClass?: KubeObject | null;

  /** @default - the user may not list nodes and pods, or the cluster has more than 20 nodes */
  readonly occupancy?: Occupancy;

  /** The ports of this machine that lead into the cluster. @default - it is not a kind cluster of this machine */
  readonly mappedPorts?: MappedPorts;

  /** The last release that became ready; absent if there was none. */
  readonly release?: Release;
}

/** With more nodes than this, the list of all pods is long, and others plan the size of the cluster. */
const mostNodes = 20;

/**
 * Reads the state of a stack in a cluster. Changes nothing.
 *
 * @throws Failure if slipway has not created the namespace, or if the namespace is being deleted
 */
export async function readLive({ kubectl, kind }: Target, stack: string): Promise<Live> {
  const inStack = ['--namespace', stack];
  const [
    namespace,
    objects,
    volumes,
    secrets,
    clusters,
    storageClasses,
    ingressClass,
    occupancy,
    ports,
    release,
  ] = await Promise.all([
    stackNamespace(kubectl, stack),
    ownedObjects(kubectl, stack),
    kubectl.list(['statefulsets', 'persistentvolumeclaims'], inStack),
    kubectl.list<SecretObject>(['secrets'], inStack),
    kubectl.listKnown(['clusters.postgresql.cnpg.io'], inStack),
    kubectl.listIfAllowed<StorageClass>(['storageclasses']),
    readIngressClass(kubectl),
    readOccupancy(kubectl),
    kind && mappedPorts(kind),
    lastRelease(kubectl, stack),
  ]);
  checkNotTerminating(namespace);
  return {
    context: kubectl.context,
    kind: kind?.name,
    objects,
    volumes,
    secrets,
    clusters,
    storageClasses,
    ingressClass,
    occupancy,
    mappedPorts: ports,
    release,
  };
}

async function readIngressClass(kubectl: Kubectl): Promise<KubeObject | null | undefined> {
  const args = ['get', 'ingressclass', className, '--ignore-not-found', '--output=json'];
  const { exitCode, stdout } = await kubectl.attempt(args);
  if (exitCode !== 0) return undefined;
  return stdout.trim() === '' ? null : (JSON.parse(stdout) as KubeObject);
}

async function readOccupancy(kubectl: Kubectl): Promise<Occupancy | undefined> {
  const nodes = await kubectl.listIfAllowed<Occupancy['nodes'][number]>(['nodes']);
  if (!nodes || nodes.length > mostNodes) return undefined;
  const pods = await kubectl.listIfAllowed<Occupancy['pods'][number]>(['pods'], ['--all-namespaces']);
  return pods && { nodes, pods };
}
