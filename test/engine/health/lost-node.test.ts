import { describeStack } from '../../../cli/status/description';
import type { Places } from '../../../engine/health/places';
import { type Snapshot, sortOut } from '../../../engine/health/snapshot';
import { troublesOf } from '../../../engine/health/trouble';
import type { KubeObject } from '../../../engine/kube/kube-object';

const since = '2026-01-02T03:04:05Z';

function node(name: string, isReady: boolean): Places['nodes'][number] {
  const message = isReady ? 'kubelet is posting ready status' : 'Kubelet stopped posting node status.';
  const ready = { type: 'Ready', status: isReady ? 'True' : 'Unknown', lastTransitionTime: since, message };
  const metadata = { name, labels: { 'kubernetes.io/hostname': name } };
  return { apiVersion: 'v1', kind: 'Node', metadata, spec: {}, status: { conditions: [ready] } };
}

/** The volume of postgres, which only nodes with this label can use. */
function volume(key = 'kubernetes.io/hostname', host = 'worker'): Places['volumes'][number] {
  const matchExpressions = [{ key, operator: 'In', values: [host] }];
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolume',
    metadata: { name: 'pvc-1' },
    spec: {
      claimRef: { namespace: 'shop', name: 'data-postgres-0' },
      nodeAffinity: { required: { nodeSelectorTerms: [{ matchExpressions }] } },
    },
  };
}

function workload(kind: string, name: string): KubeObject {
  const object = { apiVersion: 'apps/v1', kind, metadata: { name, uid: name, namespace: 'shop' } };
  return Object.assign(object, { spec: { replicas: 1 }, status: {} });
}

function pod(owner: string, nodeName: string | undefined, more: object = {}): KubeObject {
  const metadata = {
    name: `${owner}-0`,
    namespace: 'shop',
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'StatefulSet', name: owner, uid: owner }],
    ...more,
  };
  // The last status of the kubelet stays when the kubelet no longer answers.
  const status = {
    containerStatuses: [{ name: owner, ready: true, restartCount: 0, state: { running: {} } }],
  };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: `data-${owner}-0` } }];
  const object = { apiVersion: 'v1', kind: 'Pod', metadata };
  return Object.assign(object, {
    spec: { nodeName, volumes },
    status: nodeName === undefined ? unscheduled : status,
  });
}

const unscheduled = {
  conditions: [
    { type: 'PodScheduled', status: 'False', message: '1 node(s) had volume node affinity conflict' },
  ],
};
const postgres = workload('StatefulSet', 'postgres');
const nodes = [node('worker', false), node('worker2', true)];
const local: Places = { nodes, volumes: [volume()] };

function snapshot(objects: readonly KubeObject[], places?: Places): Snapshot {
  return { ...sortOut(objects), places };
}

const away = `Node/worker is not ready since ${since} (Kubelet stopped posting node status)`;
const stuck = `${away}. StatefulSet/postgres can't start elsewhere: its volume data-postgres-0 is on that node`;

describe('a lost node', () => {
  test.each([
    ['on it, whose status is still Running', pod('postgres', 'worker')],
    ['on it, which is being deleted', pod('postgres', 'worker', { deletionTimestamp: since })],
    ['that waits for its volume on the node', pod('postgres', undefined)],
  ])('is named as the reason for a pod %s', (_, own) => {
    const troubles = troublesOf(snapshot([postgres, own], local));

    expect(troubles.map(({ reason, message }) => [reason, message])).toEqual([['NodeNotReady', stuck]]);
  });

  test('is shown by status, with the workload', () => {
    const lines = describeStack(snapshot([postgres, pod('postgres', 'worker')], local), [], Date.now());

    expect(lines.at(-1)).toBe(`StatefulSet/postgres, pod/postgres-0: NodeNotReady ${stuck}`);
  });

  test('blocks a StatefulSet until the node is deleted, even if other nodes can use its volume', () => {
    const places = { nodes, volumes: [volume('topology.kubernetes.io/zone', 'a')] };
    const [trouble] = troublesOf(snapshot([postgres, pod('postgres', 'worker')], places));

    expect(trouble?.message).toBe(
      `${away}. StatefulSet/postgres does not start elsewhere until the node is back, or is deleted from the cluster`,
    );
  });

  test('is the only trouble of a pod of a Deployment, because other pods start elsewhere', () => {
    const app = workload('Deployment', 'app');
    const [trouble] = troublesOf(snapshot([app, pod('app', 'worker')], local));

    expect(trouble?.message).toBe(away);
  });

  test('blocks a Deployment whose pods share a volume that one node can mount', () => {
    const own = pod('app', 'worker', { labels: { 'slipway.dev/one-node': 'volumes' } });
    const [trouble] = troublesOf(snapshot([workload('Deployment', 'app'), own], { nodes, volumes: [] }));

    expect(trouble?.message).toBe(
      `${away}. Deployment/app does not start elsewhere until the node is back, or is deleted from the cluster`,
    );
  });

  test('blocks a pod if only one of its volumes is on the node', () => {
    const anywhere = volume('topology.kubernetes.io/zone', 'a');
    const places = { nodes, volumes: [anywhere, volume()] };
    const [trouble] = troublesOf(snapshot([postgres, pod('postgres', 'worker')], places));

    expect(trouble?.message).toBe(stuck);
  });

  test('is named if it is no longer in the cluster', () => {
    const places = { nodes: [node('worker2', true)], volumes: [volume()] };
    const [trouble] = troublesOf(snapshot([postgres, pod('postgres', undefined)], places));

    expect(trouble?.message).toContain("Node/worker is no longer in the cluster. StatefulSet/postgres can't");
  });

  test.each([
    ['a pod on a node that is ready', pod('postgres', 'worker2'), { ...local, volumes: [] }],
    ['a pod without the permission to read nodes', pod('postgres', 'worker'), undefined],
  ])('is not the reason for %s', (_, own, places) => {
    expect(troublesOf(snapshot([postgres, own], places))).toEqual([]);
  });
});
