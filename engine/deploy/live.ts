import { ingressClass as className } from '../../lib/contract';
import type { KubeList, KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { checkNotTerminating, stackNamespace } from '../kube/namespace';
import type { Target } from '../kube/target';
import { ownedObjects } from './prune';
import { lastRelease, type Release } from './record';
import type { Occupancy } from './room';
import type { StorageClass } from './volume-growth';

/** What a plan has to know of a cluster, and of a stack in it, at one moment. */
export interface Live {
  readonly context: string;

  /** Name of the kind cluster of this machine that it is, if it is one. */
  readonly kind?: string;

  /** What slipway made for the stack, of the kinds that it may delete. */
  readonly objects: readonly KubeObject[];

  /** StatefulSets and claims of the namespace. */
  readonly volumes: readonly KubeObject[];

  /** Databases of CloudNativePG. */
  readonly clusters: readonly KubeObject[];

  /** @default - nobody may look */
  readonly storageClasses?: readonly StorageClass[];

  /** The IngressClass `nginx`; null if there is none. @default - nobody may look */
  readonly ingressClass?: KubeObject | null;

  /** @default - nobody may look, or the cluster has more than 20 nodes */
  readonly occupancy?: Occupancy;

  /** The last release that came up, if there was one. */
  readonly release?: Release;
}

/** A cluster with more nodes than this is sized by others, and a list of all its pods is long. */
const mostNodes = 20;

/**
 * Looks at a stack in a cluster, and changes nothing.
 *
 * @throws Failure if the namespace belongs to somebody else, or is being deleted
 */
export async function readLive({ kubectl, kind }: Target, stack: string): Promise<Live> {
  const inStack = ['--namespace', stack];
  const [namespace, objects, volumes, clusters, storageClasses, ingressClass, occupancy, release] =
    await Promise.all([
      stackNamespace(kubectl, stack),
      ownedObjects(kubectl, stack),
      kubectl.list(['statefulsets', 'persistentvolumeclaims'], inStack),
      kubectl.listKnown(['clusters.postgresql.cnpg.io'], inStack),
      listIfAllowed<StorageClass>(kubectl, ['storageclasses']),
      readIngressClass(kubectl),
      readOccupancy(kubectl),
      lastRelease(kubectl, stack),
    ]);
  checkNotTerminating(namespace);
  return {
    context: kubectl.context,
    kind: kind?.name,
    objects,
    volumes,
    clusters,
    storageClasses,
    ingressClass,
    occupancy,
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
  const nodes = await listIfAllowed<Occupancy['nodes'][number]>(kubectl, ['nodes']);
  if (!nodes || nodes.length > mostNodes) return undefined;
  const pods = await listIfAllowed<Occupancy['pods'][number]>(kubectl, ['pods', '--all-namespaces']);
  return pods && { nodes, pods };
}

async function listIfAllowed<T extends KubeObject>(
  kubectl: Kubectl,
  what: readonly string[],
): Promise<readonly T[] | undefined> {
  const { exitCode, stdout } = await kubectl.attempt(['get', ...what, '--output=json']);
  return exitCode === 0 ? (JSON.parse(stdout) as KubeList<T>).items : undefined;
}
