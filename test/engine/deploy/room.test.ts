import { describeShortages, forecast, type Occupancy } from '../../../engine/deploy/room';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { shop } from '../../support/shop';
import { object } from './cluster-objects';

interface NodeOptions {
  readonly cpu?: string;
  readonly memory?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly spec?: object;
}

function node(name: string, { cpu = '2', memory = '2Gi', labels = {}, spec = {} }: NodeOptions = {}) {
  return {
    ...object('Node', name),
    metadata: { name, labels },
    spec,
    status: { allocatable: { cpu, memory } },
  };
}

function requests(cpu: string, memory = '64Mi') {
  return { containers: [{ name: 'main', resources: { requests: { cpu, memory } } }] };
}

function pod(name: string, nodeName: string, cpu: string, { namespace = 'shop', phase = 'Running' } = {}) {
  const metadata = { name, namespace, labels: { 'app.kubernetes.io/name': name } };
  return { ...object('Pod', name), metadata, spec: { nodeName, ...requests(cpu) }, status: { phase } };
}

function workload(kind: string, name: string, cpu: string, spec: object = {}): KubeObject {
  const metadata = { labels: { 'app.kubernetes.io/name': name } };
  return object(kind, name, { spec: { replicas: 1, template: { metadata, spec: requests(cpu) }, ...spec } });
}

function shortages(wanted: readonly KubeObject[], occupancy: Occupancy, live: readonly KubeObject[] = []) {
  return forecast('shop', wanted, live, occupancy).shortages.map(
    ({ workload: name, pods }) => `${name} ${pods}`,
  );
}

describe('pods', () => {
  test('fit while a node has the resources that they request', () => {
    const wanted = [workload('Deployment', 'web', '500m', { replicas: 4 })];

    expect(shortages(wanted, { nodes: [node('n')], pods: [] })).toEqual([]);
    expect(shortages(wanted, { nodes: [node('n', { cpu: '1900m' })], pods: [] })).toEqual([
      'Deployment/web 1',
    ]);
  });

  test('must fit on one node: the sum of two nodes does not count', () => {
    const nodes = [node('a', { cpu: '1' }), node('b', { cpu: '1' })];

    expect(shortages([workload('Deployment', 'web', '1500m')], { nodes, pods: [] })).toEqual([
      'Deployment/web 1',
    ]);
  });

  test('need memory as well', () => {
    const web = workload('Deployment', 'web', '10m');
    const nodes = [node('n', { memory: '32Mi' })];

    expect(shortages([web], { nodes, pods: [] })).toEqual(['Deployment/web 1']);
  });

  test('share the nodes with pods of other namespaces, except those that have ended', () => {
    const other = { namespace: 'other' };
    const wanted = [workload('Deployment', 'web', '1')];
    const pods = [pod('x', 'n', '1500m', other)];

    expect(shortages(wanted, { nodes: [node('n')], pods })).toEqual(['Deployment/web 1']);
    const ended = [pod('x', 'n', '1500m', { ...other, phase: 'Succeeded' })];
    expect(shortages(wanted, { nodes: [node('n')], pods: ended })).toEqual([]);
  });

  test('that run already keep their place', () => {
    const wanted = [workload('Deployment', 'web', '1500m')];

    expect(shortages(wanted, { nodes: [node('n')], pods: [pod('web', 'n', '1500m')] })).toEqual([]);
  });

  test('that run already may have no room for larger requests', () => {
    const pods = [pod('web', 'n', '500m'), pod('x', 'n', '1', { namespace: 'other' })];

    expect(shortages([workload('Deployment', 'web', '1500m')], { nodes: [node('n')], pods })).toEqual([
      'Deployment/web 1',
    ]);
  });

  test('of a store that goes take their room until the rollout is done', () => {
    const pods = [pod('redis', 'n', '1500m')];

    expect(shortages([workload('StatefulSet', 'cache', '1')], { nodes: [node('n')], pods })).toEqual([
      'StatefulSet/cache 1',
    ]);
  });

  test('with an init container that requests more need room for that', () => {
    const web = {
      ...object('Deployment', 'web'),
      spec: {
        replicas: 1,
        template: { spec: { ...requests('10m'), initContainers: requests('3').containers } },
      },
    };

    expect(shortages([web], { nodes: [node('n')], pods: [] })).toEqual(['Deployment/web 1']);
  });
});

describe('the pods of a forecast', () => {
  const nodes = [node('n')];

  test('include the instances of a CloudNativePG database', () => {
    const cluster = object('Cluster', 'db', {
      spec: { instances: 3, resources: { requests: { cpu: '1' } } },
    });

    expect(shortages([cluster], { nodes, pods: [] })).toEqual(['Cluster/db 1']);
  });

  test('are the minimum of an autoscaler', () => {
    const web = workload('Deployment', 'web', '1', { replicas: undefined });
    const scaler = object('HorizontalPodAutoscaler', 'web', {
      spec: { minReplicas: 3, scaleTargetRef: { name: 'web' } },
    });

    expect(shortages([web, scaler], { nodes, pods: [] })).toEqual(['Deployment/web 1']);
  });

  test('include a Job that has not run yet', () => {
    const job = workload('Job', 'migrate', '3');
    const ended = { ...job, status: { conditions: [{ type: 'Complete', status: 'True' }] } };

    expect(shortages([job], { nodes, pods: [] })).toEqual(['Job/migrate 1']);
    expect(shortages([job], { nodes, pods: [] }, [ended])).toEqual([]);
  });

  test('do not include a CronJob', () => {
    const spec = { jobTemplate: { spec: { template: { spec: requests('3') } } } };

    expect(shortages([object('CronJob', 'backup', { spec })], { nodes, pods: [] })).toEqual([]);
  });

  test.each([
    ['is closed', { spec: { unschedulable: true } }],
    ['has a taint', { spec: { taints: [{ key: 'control-plane', effect: 'NoSchedule' }] } }],
  ])('is no node that %s', (_, options) => {
    const small = node('small', { cpu: '100m' });

    expect(
      shortages([workload('Deployment', 'web', '1')], { nodes: [small, node('n', options)], pods: [] }),
    ).toEqual(['Deployment/web 1']);
  });

  test('need a node with the labels of their node selector', () => {
    const template = { spec: { ...requests('100m'), nodeSelector: { disk: 'fast' } } };
    const web = object('Deployment', 'web', { spec: { replicas: 1, template } });

    expect(shortages([web], { nodes, pods: [] })).toEqual(['Deployment/web 1']);
    expect(shortages([web], { nodes: [node('n', { labels: { disk: 'fast' } })], pods: [] })).toEqual([]);
  });
});

test('the warning has pods and numbers', () => {
  const wanted = [workload('Deployment', 'web', '1500m', { replicas: 2 })];
  const found = forecast('shop', wanted, [], { nodes: [node('n')], pods: [] });

  expect(describeShortages(found, shop)).toEqual([
    "No node seems to have room for Deployment/web (1 pod, each requests 1500m cpu, 64Mi memory): after all other pods n has 500m cpu, 1.9Gi memory left. Pods without a node stay Pending. Give the nodes (or Docker) more memory and processors, stop other stacks with 'npx slipway down <stack>', or lower 'resources' in apps/shop/chart.ts or the environment.",
  ]);
});
