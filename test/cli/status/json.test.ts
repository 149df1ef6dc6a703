import { overviewJson, stackJson } from '../../../cli/status/json';
import { recording } from '../../engine/health/recording';
import { documentedJson } from '../../support/documented-json';

const seen = { stack: 'shop', claims: [], backups: [], certificates: [], paused: [] };

const namesIn = (list: readonly object[]): string[] => Object.keys(list.at(-1) ?? {});

describe('a stack as JSON', () => {
  test('has the fields of the documented example', () => {
    const backups = [{ store: 'db', schedule: '@daily', madeBy: 'slipway', age: 1 }] as const;
    const certificates = [
      { server: 'db', secret: 'db-tls', madeBy: 'slipway', expires: '2036-11-28T10:00:00.000Z' },
    ] as const;
    const whole = {
      ...seen,
      backups,
      certificates,
      address: 'http://shop.localhost',
      snapshot: recording('crash-loop'),
    };
    const stack = stackJson(whole, false);
    const [example] = (documentedJson('status') as { readonly stacks: readonly [typeof stack] }).stacks;

    expect(namesIn([example])).toEqual(namesIn([stack]));
    expect(namesIn(example.workloads)).toEqual(namesIn(stack.workloads));
    expect(namesIn(example.problems)).toEqual(namesIn(stack.problems));
    expect(namesIn(example.backups)).toEqual(namesIn(stack.backups));
    expect(namesIn(example.certificates)).toEqual(namesIn(stack.certificates));
  });

  test('has one problem for the pods of a workload that have the same, with how many others', () => {
    const { state, problems } = stackJson({ ...seen, snapshot: recording('crash-loop') }, false);

    expect(state).toBe('not ready');
    expect(problems).toEqual([
      {
        object: 'Deployment/web',
        pod: expect.stringMatching(/^web-/) as string,
        others: 1,
        container: 'web',
        reason: 'CrashLoopBackOff',
        message: 'ended with exit code 3, 2 restarts',
      },
    ]);
  });

  test('has the age of the last good backup in seconds, and none where there is none', () => {
    const none = { store: 'db', schedule: '@daily', madeBy: 'slipway' } as const;
    const backups = [none, { ...none, store: 'cache', age: 90_400, trouble: 'the last backup is too old' }];

    expect(stackJson({ ...seen, backups, snapshot: recording('crash-loop') }, false).backups).toEqual([
      none,
      { ...none, store: 'cache', ageSeconds: 90, trouble: 'the last backup is too old' },
    ]);
  });

  test('has the conditions of a workload as Kubernetes has them', () => {
    const [, web] = stackJson({ ...seen, snapshot: recording('crash-loop') }, false).workloads;

    expect(web).toMatchObject({
      ...{ kind: 'Deployment', name: 'web', ready: 0, desired: 2, done: false, restarts: 4 },
      conditions: [
        { type: 'Available', status: 'False', reason: 'MinimumReplicasUnavailable' },
        { type: 'Progressing', status: 'True', reason: 'ReplicaSetUpdated' },
      ],
    });
  });
});

test('a stack in one line has its memory in bytes, where it is measured', () => {
  const shop = { stack: 'shop', state: 'ready', workloads: 1, readyWorkloads: 1, pods: 2 } as const;

  expect(overviewJson({ ...shop, memory: 1_048_576.4 })).toEqual({ ...shop, memoryBytes: 1_048_576 });
  expect(overviewJson(shop)).toEqual(shop);
});
