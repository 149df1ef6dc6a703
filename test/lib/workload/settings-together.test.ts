import { inventory } from '../../../engine/stack/inventory';
import {
  Daemon,
  type Environment,
  Probe,
  Schedule,
  StatefulService,
  Task,
  WebService,
  Worker,
} from '../../../lib';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { everySetting } from '../../support/pod-settings';
import { policies } from '../../support/policies';
import { testDev, testProd, testStack } from '../../support/stack';

const alive = Probe.fromTcpSocket({ port: 'metrics' });
const probes = {
  startup: alive,
  readiness: Probe.fromHttpGet('/ready', { port: 'metrics' }),
  liveness: alive,
};

/** A stack with every kind of workload, each with all settings, and each after the others. */
function manifestsOf(environment: Environment): Manifests {
  const stack = testStack(environment);
  const migrate = new Task(stack, 'migrate', { image: 'api:1', ...everySetting });
  const store = new StatefulService(stack, 'store', {
    ...{ image: 'store:1', dataPath: '/data', ...everySetting },
    ...{ startsAfter: [migrate], ports: { metrics: 9000 }, ...probes },
  });
  const queue = new Worker(stack, 'queue', {
    ...{ image: 'queue:1', startsAfter: [store], ...everySetting, replicas: 1 },
    ...{ ports: { metrics: 9000 }, ...probes },
  });
  const api = new WebService(stack, 'api', {
    ...{ image: 'api:1', ports: { metrics: 9000 }, ...probes, startsAfter: [queue, migrate] },
    ...{ aliases: ['backend'], hostname: 'front', ...everySetting },
  });
  new Daemon(stack, 'agent', {
    ...{ image: 'agent:1', startsAfter: [api], ports: { metrics: 9000 }, ...probes, ...everySetting },
  });
  new Schedule(stack, 'clean', { image: 'api:1', schedule: '@daily', startsAfter: [api], ...everySetting });
  new Task(stack, 'seed', { image: 'api:1', onDemand: true, ...everySetting });
  return Manifests.of(stack);
}

describe.each([
  ['dev', testDev],
  ['prod', testProd],
])('workloads of every kind with all settings in %s', (_, environment) => {
  const manifests = manifestsOf(environment);

  test.each(Object.entries(policies))('%s', (_title, policy) => {
    expect(policy(manifests)).toEqual([]);
  });

  test('are defined as the oldest and the newest Kubernetes want them', () => {
    const schema = new KubernetesSchema();

    expect(manifests.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
  });
});

test('their objects are a line each, with the rights of the one pod that has some', () => {
  const kinds = /^(ConfigMap|CronJob|DaemonSet|Deployment|Job|Role|Service|StatefulSet)/;

  expect(inventory(manifestsOf(testDev).all).filter((line) => kinds.test(line))).toEqual([
    'ConfigMap/migrate-done 0 files',
    "CronJob/clean at '@daily' api:1",
    'CronJob/seed on demand api:1',
    'DaemonSet/agent agent:1',
    'Deployment/api x2 api:1',
    'Deployment/queue x1 queue:1',
    'Job/migrate api:1',
    'Job/migrate-done slipway/wait:1.0.0',
    'Role/migrate-done may get jobs/migrate, patch configmaps/migrate-done',
    'RoleBinding/migrate-done',
    'Service/agent 9000',
    'Service/api 9000',
    'Service/backend 9000',
    'Service/queue 9000',
    'Service/store 9000',
    'Service/store-pods 9000 headless',
    'ServiceAccount/migrate-done',
    'StatefulSet/store x1 store:1 1Gi',
  ]);
});
