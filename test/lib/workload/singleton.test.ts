import { type Environment, Volume, WebService, type WebServiceProps, Worker } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testProd, testStack } from '../../support/stack';

type Props = Omit<WebServiceProps, 'image' | 'port' | 'volumes'>;

/** The pods and the strategy of a web service that mounts a volume of the stack. */
function rolloutOf(
  props: Props,
  mount: Parameters<Volume['mount']>[0] = {},
  environment: Environment = testProd,
) {
  const stack = testStack(environment);
  const volumes = { '/uploads': new Volume(stack, 'uploads').mount(mount) };
  new WebService(stack, 'web', { image: 'web:1', port: 80, ...props, volumes });
  const manifests = Manifests.of(stack);
  const pods = manifests.at('Deployment/web', 'spec.replicas');
  return [pods, manifests.at('Deployment/web', 'spec.strategy.type')];
}

test('a scheduler has one pod, which stops before the next one starts', () => {
  const stack = testStack(testProd);
  new Worker(stack, 'beat', { image: 'beat:1', singleton: true });

  expect(Manifests.of(stack).at('Deployment/beat', 'spec')).toMatchObject({
    replicas: 1,
    strategy: { type: 'Recreate' },
  });
});

test.each<[string, Props, Parameters<Volume['mount']>[0], readonly [number | undefined, string]]>([
  ['writes to a shared volume has one pod', {}, {}, [1, 'Recreate']],
  ['only reads it has as many as any', {}, { readOnly: true }, [3, 'RollingUpdate']],
  ['names its pods has them', { replicas: 2 }, {}, [2, 'RollingUpdate']],
  ['names one pod has no second one during a rollout', { replicas: 1 }, {}, [1, 'Recreate']],
  [
    'is scaled automatically has several',
    { autoscale: { maxReplicas: 5 } },
    {},
    [undefined, 'RollingUpdate'],
  ],
  ['is no singleton has as many as any', { singleton: false }, {}, [3, 'RollingUpdate']],
  [
    'is a singleton has one pod, though it only reads',
    { singleton: true },
    { readOnly: true },
    [1, 'Recreate'],
  ],
  ['is scaled to zero stays there', { replicas: 0 }, {}, [0, 'Recreate']],
])('a workload that %s', (_, props, mount, expected) => {
  expect(rolloutOf(props, mount)).toEqual(expected);
});

describe('a workload with a volume of its own', () => {
  const reason =
    "one node at a time can mount its volume at '/data'; for several pods, define a Volume such as new Volume(this, 'uploads')";

  test.each<[Props, string]>([
    [{ replicas: 3 }, `'replicas' of 'web' must be at most 1, such as 1, got 3: ${reason}`],
    [
      { autoscale: { maxReplicas: 5 } },
      `'autoscale' of 'web' must not be set, got { maxReplicas: 5 }: ${reason}`,
    ],
    [{ singleton: false }, `'singleton' of 'web' must be true, got false: ${reason}`],
  ])('is refused with %j, in dev too', (props, message) => {
    const volumes = { '/data': Volume.own() };

    expect(() => new WebService(testStack(), 'web', { image: 'web:1', port: 80, ...props, volumes })).toThrow(
      message,
    );
  });
});

test('a singleton with several pods is refused', () => {
  expect(() => rolloutOf({ singleton: true, replicas: 2 }, { readOnly: true })).toThrow(
    "'replicas' of 'web' must be at most 1, such as 1, got 2: a singleton has one pod",
  );
});

test('several pods that would fill a volume at once are refused', () => {
  expect(() => rolloutOf({ replicas: 2 }, { fill: true })).toThrow(
    "'replicas' of 'web' must be at most 1, such as 1, got 2: two pods would fill the volume at '/uploads' at once; fill it by a Task, such as volumes: { '/uploads': uploads.mount({ fill: true }) }",
  );
});
