import { imageIdOf } from '../../../engine/deploy/image-ids';
import type { Live } from '../../../engine/deploy/live';
import { type Plan, planOf, rollbackPlanOf } from '../../../engine/deploy/plan';
import { type KubeObject, nameOf } from '../../../engine/kube/kube-object';
import { isSecret } from '../../../engine/kube/secret-object';
import { failureOf } from '../../support/failure';
import { shop } from '../../support/shop';
import { claim, claimOf, object, store, workload } from './cluster-objects';
import { api, db, madeSecret } from './tls-objects';

/** A cluster without the stack, whose volumes can grow. */
const empty: Live = {
  context: 'staging',
  objects: [],
  volumes: [],
  secrets: [],
  clusters: [],
  storageClasses: [{ ...object('StorageClass', 'disks'), allowVolumeExpansion: true }],
};

function plan(objects: readonly KubeObject[], live: Partial<Live> = {}, imageIds = {}): Plan {
  return planOf({ stack: shop, objects, imageIds: new Map(Object.entries(imageIds)) }, { ...empty, ...live });
}

function refusal(objects: readonly KubeObject[], live: Partial<Live>): string {
  return failureOf(() => plan(objects, live)).paragraph();
}

describe('the plan of a first launch', () => {
  test('applies all objects, and does nothing else', () => {
    const objects = [workload('Deployment', 'web', 'nginx:1.29'), store('db', 'postgres:16.10')];

    expect(plan(objects)).toEqual({
      stack: shop,
      objects,
      controller: [],
      passwords: { secrets: [], values: new Map() },
      renewed: [],
      resumed: [],
      growing: [],
      replacedSets: [],
      replacedJobs: [],
      pruned: [],
      warnings: [],
    });
  });

  test('names the passwords of the cluster that are in it', () => {
    const passwords = { secrets: ['db-app'], values: new Map([['shop/db-app/password', 'theirs']]) };

    expect(planOf({ stack: shop, objects: [], passwords }, empty).passwords).toBe(passwords);
  });
});

test('a plan that would change the access mode of a volume is refused', () => {
  const shared = claim('uploads');
  const wanted = { ...shared, spec: { ...shared.spec, accessModes: ['ReadWriteMany'] } };

  expect(refusal([wanted], { volumes: [shared] })).toContain('the volume uploads of ');
});

test('a plan whose volumes exceed the quota is refused', () => {
  const quota = object('ResourceQuota', 'stack', { spec: { hard: { 'requests.storage': '1Gi' } } });

  expect(refusal([quota, claim('uploads', '2Gi')], {})).toContain('would request 2Gi together');
});

describe('the images of a plan', () => {
  const web = workload('Deployment', 'web', 'shop/web:1');
  const idsOf = (objects: readonly KubeObject[]) => objects.map(imageIdOf);
  const [running] = plan([web], {}, { 'shop/web:1': 'sha256:1111111111112222' }).objects;
  const live = { objects: [running].flatMap((each) => each ?? []) };

  test('have the IDs of the built images', () => {
    expect(idsOf(plan([web], live, { 'shop/web:1': 'sha256:3333333333334444' }).objects)).toEqual([
      '333333333333',
    ]);
  });

  test('keep the IDs that run where nothing was built', () => {
    expect(idsOf(plan([web], live).objects)).toEqual(['111111111111']);
  });

  test('have no ID of a build once they come from elsewhere', () => {
    expect(idsOf(plan([workload('Deployment', 'web', 'registry/web:1')], live).objects)).toEqual([undefined]);
  });
});

describe('the objects that a plan deletes', () => {
  test('are those that the stack no longer has, without data and the record of the release', () => {
    const live = {
      objects: [object('Service', 'old'), object('Service', 'web'), object('ConfigMap', 'slipway-release')],
      volumes: [claimOf('old')],
    };

    expect(plan([object('Service', 'web')], live).pruned.map(nameOf)).toEqual(['Service/old']);
  });

  test('is a Job that has failed, which runs again', () => {
    const failed = { conditions: [{ type: 'Failed', status: 'True' }] };
    const job = workload('Job', 'migrate', 'shop/web:1');

    expect(
      plan([job], { objects: [{ ...job, status: failed } as KubeObject] }).replacedJobs.map(nameOf),
    ).toEqual(['Job/migrate']);
    expect(plan([job], { objects: [job] }).replacedJobs).toEqual([]);
  });

  test('is a StatefulSet whose volume grows, around its pod', () => {
    const live = [store('db', 'postgres:16.10'), claimOf('db')];
    const { growing, replacedSets } = plan([store('db', 'postgres:16.10', '2Gi')], { volumes: live });

    expect(growing).toEqual([{ claim: live[1], wanted: '2Gi', set: 'db' }]);
    expect(replacedSets).toEqual([live[0]]);
  });
});

describe('the certificates of a plan', () => {
  const apart = (each: Plan) => each.objects.map(nameOf);

  test('are applied before the other objects, and are not deleted later', () => {
    const [secret] = plan([db, api]).objects.filter(isSecret);
    const live = [secret].flatMap((each) => each ?? []);

    expect(apart(plan([db, api]))).toEqual(['Secret/db-tls', 'StatefulSet/db', 'Deployment/api']);
    const again = plan([db, api], { secrets: live, objects: live });
    expect([again.pruned, again.renewed]).toEqual([[], []]);
    expect(again.objects).toEqual(plan([db, api], { secrets: live }).objects);
    expect(again.objects.filter(isSecret)).toEqual(live);
  });

  test('are deleted with their server', () => {
    expect(plan([api], { objects: [madeSecret()] }).pruned.map(nameOf)).toEqual(['Secret/db-tls']);
  });

  test('let a running server get TLS: the Secret that it needs is made', () => {
    expect(() => plan([db], { volumes: [store('db', 'x:1')] })).not.toThrow();
  });

  test('of somebody else stay where they are', () => {
    const theirs = { ...madeSecret(), metadata: { name: 'db-tls' } };

    expect(apart(plan([db], { secrets: [theirs] }))).toEqual(['StatefulSet/db']);
  });
});

test('a plan resumes the workloads that a restore has left paused', () => {
  const paused = {
    ...workload('Deployment', 'web', 'shop/web:1'),
    metadata: { name: 'web', annotations: { 'slipway.dev/paused-replicas': '2' } },
  };

  expect(plan([], { objects: [paused] }).resumed).toEqual(['Deployment/web']);
});

describe('a plan is refused', () => {
  test('if a volume would shrink', () => {
    const live = { volumes: [store('db', 'postgres:16.10', '2Gi'), claimOf('db', '2Gi')] };

    expect(refusal([store('db', 'postgres:16.10')], live)).toContain("a volume can't shrink");
  });

  test('if a database would get another major version', () => {
    const live = { volumes: [store('db', 'postgres:16.10'), claimOf('db')] };

    expect(refusal([store('db', 'postgres:17.6')], live)).toBe(
      "StatefulSet/db of 'shop' runs postgres:16.10, and the manifests have postgres:17.6: another major version can't read its files. Nothing was changed. To keep the running version, set it in apps/shop/chart.ts. To upgrade with the data, follow docs/upgrade-postgres.md.",
    );
  });

  test('if a running server would need a Secret that does not exist', () => {
    const volumes = [{ name: 'users', secret: { secretName: 'db-users' } }];
    const wanted = workload('StatefulSet', 'db', 'redis:7.4.5', { template: { spec: { volumes } } });

    expect(refusal([wanted], { volumes: [store('db', 'redis:7.4.5')] })).toBe(
      "StatefulSet/db of 'shop' needs Secret/db-users, which does not exist: the server would stop and not start again. Nothing was changed. Create it in the namespace shop. docs/security.md lists the Secrets of each store.",
    );
  });

  test('if the cluster lacks an ingress controller, and is not one of kind’s', () => {
    expect(refusal([object('Ingress', 'ingress')], { ingressClass: null })).toContain(
      "the cluster of the context 'staging' has no ingress controller for the class 'nginx'",
    );
  });
});

describe('the ingress controller', () => {
  const ingress = [object('Ingress', 'ingress')];
  const labels = { 'ingress-ready': 'true' };
  const node = { ...object('Node', 'n'), metadata: { name: 'n', labels }, spec: {} };
  const kind = { kind: 'slipway', occupancy: { nodes: [node], pods: [] } };
  const ours = { name: 'nginx', labels: { 'app.kubernetes.io/managed-by': 'slipway' } };
  const isInstalled = (live: Partial<Live>): boolean => plan(ingress, live).controller.length > 0;

  test.each([
    ['is installed where a kind cluster has none', { ...kind, ingressClass: null }, true],
    [
      'it is slipway’s',
      { ...kind, ingressClass: { ...object('IngressClass', 'nginx'), metadata: ours } },
      true,
    ],
    [
      'is left alone where it is somebody else’s',
      { ...kind, ingressClass: object('IngressClass', 'nginx') },
      false,
    ],
    ['is left to others where nobody may look', {}, false],
  ])('%s', (_, live, expected) => {
    expect(isInstalled(live)).toBe(expected);
  });

  test('is not installed for a stack without an Ingress', () => {
    expect(plan([object('Service', 'web')], { ...kind, ingressClass: null }).controller).toEqual([]);
  });

  test('is refused without a node for it', () => {
    expect(refusal(ingress, { kind: 'slipway', ingressClass: null })).toContain(
      "no node of the kind cluster 'slipway' has the label ingress-ready=true",
    );
  });
});

describe('a plan warns', () => {
  test('of a store that was renamed: it starts empty, and the volume stays behind', () => {
    const live = { volumes: [store('redis', 'redis:7.4'), claimOf('redis')] };
    const [warning] = plan([store('cache', 'redis:7.4')], live).warnings;

    expect(warning).toContain(
      "'cache' starts empty: was redis renamed to cache? The volume data-redis-0 (1Gi)",
    );
    expect(warning).toContain('kubectl --context staging --namespace shop delete pvc data-redis-0');
  });

  test('of a database of an operator that goes on running', () => {
    expect(plan([], { clusters: [object('Cluster', 'db')] }).warnings).toEqual([
      expect.stringContaining('Cluster/db keeps running, although the stack no longer has it'),
    ]);
  });

  test('of pods that no node has room for', () => {
    const allocatable = { cpu: '1', memory: '1Gi' };
    const node = { ...object('Node', 'n'), spec: {}, status: { allocatable } };
    const occupancy = { nodes: [node], pods: [] };
    const spec = { containers: [{ name: 'web', image: 'x', resources: { requests: { cpu: '2' } } }] };
    const web = object('Deployment', 'web', { spec: { replicas: 1, template: { spec } } });

    expect(plan([web], { occupancy }).warnings).toEqual([
      expect.stringContaining('No node seems to have room for Deployment/web (1 pod, each requests 2 cpu'),
    ]);
  });
});

describe('the plan of a rollback', () => {
  const recorded = { objects: [store('db', 'postgres:16.10')], secrets: ['db-app'], imageIds: {} };

  test('keeps the sizes of volumes, and replaces no StatefulSet', () => {
    const live = { volumes: [store('db', 'postgres:16.10', '2Gi'), claimOf('db', '2Gi')] };
    const found = rollbackPlanOf(shop, recorded, { ...empty, ...live });

    expect(found.objects).toEqual([store('db', 'postgres:16.10', '2Gi')]);
    expect(found.replacedSets).toEqual([]);
    expect(found.growing).toEqual([]);
  });

  test('deletes objects that only the later release had, its Secrets too', () => {
    const live = ['db-app', 'token'].map((name) => object('Secret', name));
    const found = rollbackPlanOf(shop, recorded, { ...empty, objects: [...live, object('Service', 'new')] });

    expect(found.pruned.map(nameOf)).toEqual(['Secret/token', 'Service/new']);
  });

  test('deletes no Secret where the record does not say which there were', () => {
    const old = { objects: recorded.objects, imageIds: {} };

    expect(rollbackPlanOf(shop, old, { ...empty, objects: [object('Secret', 'token')] }).pruned).toEqual([]);
  });

  test('runs a Job again that has failed with the later release', () => {
    const job = workload('Job', 'migrate', 'shop/web:1');
    const failed = { ...job, status: { conditions: [{ type: 'Failed', status: 'True' }] } } as KubeObject;
    const found = rollbackPlanOf(shop, { objects: [job], imageIds: {} }, { ...empty, objects: [failed] });

    expect(found.replacedJobs).toEqual([failed]);
  });

  test('refuses nothing and warns of nothing', () => {
    const live = { volumes: [store('db', 'postgres:17.6'), claimOf('db'), claim('backups')] };

    expect(rollbackPlanOf(shop, recorded, { ...empty, ...live }).warnings).toEqual([]);
  });
});
