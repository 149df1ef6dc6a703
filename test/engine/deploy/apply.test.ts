import { changes, summarize } from '../../../engine/deploy/apply';
import { deletableKinds, leftovers } from '../../../engine/deploy/prune';
import type { KubeObject } from '../../../engine/kube/kube-object';

function object(kind: string, name: string, rest: object = {}): KubeObject {
  return { apiVersion: 'v1', kind, metadata: { name }, ...rest };
}

describe('applying', () => {
  test('tells created, configured and unchanged objects apart', () => {
    const before = [
      object('ConfigMap', 'a', { data: { k: '1' } }),
      object('ConfigMap', 'b', { data: { k: '1' } }),
    ];
    const after = [
      object('ConfigMap', 'a', { data: { k: '1' } }),
      object('ConfigMap', 'b', { data: { k: '2' } }),
      object('ConfigMap', 'c'),
    ];

    expect(changes(before, after).map(({ change }) => change)).toEqual([
      'unchanged',
      'configured',
      'created',
    ]);
  });

  test('ignores changes by controllers', () => {
    const metadata = {
      name: 'app',
      annotations: { 'deployment.kubernetes.io/revision': '2' },
      generation: 2,
    };
    const after = { ...object('Deployment', 'app'), metadata, status: { replicas: 2 } };

    expect(changes([object('Deployment', 'app')], [after]).map(({ change }) => change)).toEqual([
      'unchanged',
    ]);
  });

  test('has a summary with the names of configured objects', () => {
    const [a, b, c] = [object('ConfigMap', 'a'), object('ConfigMap', 'b'), object('ConfigMap', 'c')];
    const applied = [
      { name: 'ConfigMap/a', object: a, change: 'created' },
      { name: 'ConfigMap/b', object: b, change: 'configured' },
      { name: 'ConfigMap/c', object: c, change: 'unchanged' },
    ] as const;

    expect(summarize(applied)).toBe('1 created (ConfigMap/a), 1 configured (ConfigMap/b), 1 unchanged');
    expect(summarize(applied.slice(2))).toBe('all 1 objects unchanged');
  });
});

describe('pruning', () => {
  test('keeps the record of the release, which is in no manifest', () => {
    expect(leftovers([object('ConfigMap', 'slipway-release'), object('ConfigMap', 'old')], [])).toEqual([
      object('ConfigMap', 'old'),
    ]);
  });

  test('finds objects that the stack no longer has', () => {
    const live = [object('Service', 'app'), object('Service', 'old'), object('ConfigMap', 'app')];

    expect(leftovers(live, [object('Service', 'app')])).toEqual([
      object('Service', 'old'),
      object('ConfigMap', 'app'),
    ]);
  });

  test.each(['PersistentVolumeClaim', 'Namespace', 'Cluster'])(
    'never takes a %s, which may hold data',
    (kind) => {
      expect(leftovers([object(kind, 'old')], [])).toEqual([]);
      expect(deletableKinds).not.toContain(kind);
    },
  );
});
