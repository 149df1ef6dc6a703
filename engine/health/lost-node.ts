import { oneNodeLabels } from '../../lib/contract';
import { nameOf } from '../kube/kube-object';
import type { ContainerTrouble } from './container-trouble';
import type { PersistentVolume, Places } from './places';
import type { Pod, Workload } from './snapshot';

/** The trouble of a pod that runs on a lost node, or whose volume is on it; undefined for all other pods. */
export function lostNodeTrouble(workload: Workload, pod: Pod, places: Places): ContainerTrouble | undefined {
  const volumes = places.volumes.filter((each) => isOf(each, pod));
  const volume = volumes.find((each) => nodeOf(each, places) !== undefined);
  const bound = volume && nodeOf(volume, places);
  const node = pod.spec?.nodeName ?? bound;
  const state = node === undefined ? undefined : lossOf(node, places);
  if (node === undefined || state === undefined) return undefined;
  const consequence =
    volume && bound === node
      ? `. ${nameOf(workload)} can't start elsewhere: its volume ${volume.spec?.claimRef?.name ?? ''} is on that node`
      : workload.kind === 'StatefulSet' || isOnOneNode(pod)
        ? `. ${nameOf(workload)} does not start elsewhere until the node is back, or is deleted from the cluster`
        : '';
  return { reason: 'NodeNotReady', message: `Node/${node} ${state}${consequence}`, patience: Infinity };
}

/** Whether it shares a volume with pods on one node. While they exist, also on a lost node, it starts on no other one. */
function isOnOneNode({ metadata: { labels = {} } }: Pod): boolean {
  return Object.entries(oneNodeLabels).every(([label, value]) => labels[label] === value);
}

/** Since when a node is not ready, and why; undefined for a ready node. */
function lossOf(name: string, { nodes }: Places): string | undefined {
  const node = nodes.find(({ metadata }) => metadata.name === name);
  if (!node) return 'is no longer in the cluster';
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

/** Label of a node that local volumes refer to. */
const hostnameLabel = 'kubernetes.io/hostname';

/** The only node that can use a volume; undefined if several nodes can use it. */
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
