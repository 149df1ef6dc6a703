import { nameOf } from '../kube/kube-object';
import type { ContainerTrouble } from './container-trouble';
import type { PersistentVolume, Places } from './places';
import type { Pod, Workload } from './snapshot';

/** What a node that is away does to a pod: to one that is on it, and to one whose data are. Undefined for all others. */
export function lostNodeTrouble(workload: Workload, pod: Pod, places: Places): ContainerTrouble | undefined {
  const volume = places.volumes.find((each) => isOf(each, pod));
  const bound = volume && nodeOf(volume, places);
  const node = pod.spec?.nodeName ?? bound;
  const state = node === undefined ? undefined : absenceOf(node, places);
  if (node === undefined || state === undefined) return undefined;
  const consequence =
    volume && bound === node
      ? `. ${nameOf(workload)} can't start elsewhere: its volume ${volume.spec?.claimRef?.name ?? ''} is on that node`
      : workload.kind === 'StatefulSet'
        ? `. ${nameOf(workload)} does not start elsewhere until the node is back, or is deleted from the cluster`
        : '';
  return { reason: 'NodeNotReady', message: `Node/${node} ${state}${consequence}`, patience: Infinity };
}

/** Since when a node is away, and why; undefined for one that is ready. */
function absenceOf(name: string, { nodes }: Places): string | undefined {
  const node = nodes.find(({ metadata }) => metadata.name === name);
  if (!node) return 'is not in the cluster any more';
  const ready = node.status?.conditions?.find(({ type }) => type === 'Ready');
  if (ready?.status === 'True') return undefined;
  const since = ready?.lastTransitionTime ? ` since ${ready.lastTransitionTime}` : '';
  const why = ready?.message ? ` (${ready.message.replace(/\.$/, '')})` : '';
  return `is not ready${since}${why}`;
}

function isOf({ spec }: PersistentVolume, { metadata, spec: pod }: Pod): boolean {
  const claims = pod?.volumes?.map(({ persistentVolumeClaim }) => persistentVolumeClaim?.claimName) ?? [];
  const { name, namespace } = spec?.claimRef ?? {};
  return name !== undefined && namespace === metadata.namespace && claims.includes(name);
}

/** Label of a node by which local volumes name theirs. */
const hostnameLabel = 'kubernetes.io/hostname';

/** The one node that a volume can be used on; undefined for one that others can use as well. */
function nodeOf({ spec }: PersistentVolume, { nodes }: Places): string | undefined {
  const terms = spec?.nodeAffinity?.required?.nodeSelectorTerms ?? [];
  const hosts = terms
    .flatMap(({ matchExpressions = [] }) => matchExpressions)
    .filter(({ key }) => key === hostnameLabel)
    .flatMap(({ values = [] }) => values);
  const [host, ...others] = hosts;
  if (host === undefined || others.length > 0) return undefined;
  const node = nodes.find(({ metadata }) => metadata.labels?.[hostnameLabel] === host);
  return node?.metadata.name ?? host;
}
