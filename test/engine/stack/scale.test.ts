import { parseScale } from '../../../cli/commands/scale-option';
import { BadUsage } from '../../../engine/base/failure';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { scaled, scaleOf } from '../../../engine/stack/scale';

function object(kind: string, name: string, spec: object = {}): KubeObject & { readonly spec: object } {
  return { apiVersion: 'v1', kind, metadata: { name }, spec };
}

describe('--scale', () => {
  const objects = [
    object('Deployment', 'api', { replicas: 3, minReadySeconds: 2 }),
    object('HorizontalPodAutoscaler', 'api'),
    object('Service', 'api'),
    object('StatefulSet', 'postgres', { replicas: 1 }),
  ];

  test('sets the number of pods, and removes the autoscaler, which would reset it', () => {
    expect(scaled(objects, { api: 1, postgres: 0 })).toEqual([
      object('Deployment', 'api', { replicas: 1, minReadySeconds: 2 }),
      object('Service', 'api'),
      object('StatefulSet', 'postgres', { replicas: 0 }),
    ]);
  });

  test('refuses an unknown name, and lists the known ones', () => {
    expect(() => scaled(objects, { grafana: 0 })).toThrow(
      new BadUsage(
        "'--scale' names 'grafana', which is not a Deployment or StatefulSet of the stack",
        'There are api, postgres.',
      ),
    );
  });

  test.each([object('StatefulSet', 'db'), object('Deployment', 'db', { strategy: { type: 'Recreate' } })])(
    'gives one pod at most to %j',
    (singleton) => {
      expect(scaled([singleton], { db: 1 })).toHaveLength(1);
      expect(() => scaled([singleton], { db: 2 })).toThrow(
        new BadUsage(
          `'--scale' sets ${singleton.kind}/db to 2 pods, and it must never have two: they would use the same data, or do the same work twice`,
          'Set it to 0 or 1.',
        ),
      );
    },
  );

  test('is read as docker compose reads it, and adds up', () => {
    expect(parseScale('grafana=0', { api: 2 })).toEqual({ api: 2, grafana: 0 });
    for (const wrong of ['grafana', 'grafana=', 'grafana=-1', 'grafana=x', '=1'])
      expect(() => parseScale(wrong, {})).toThrow('such as grafana=0');
  });

  test('means, for all stacks, the workloads that a stack has', () => {
    expect(scaleOf(objects, { api: 1, grafana: 0 })).toEqual({ api: 1 });
  });
});
