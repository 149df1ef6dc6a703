import {
  deleteSets,
  growVolumes,
  type StorageClass,
  volumeGrowth,
} from '../../../engine/deploy/volume-growth';
import { type Claim, setsToReplace, withLiveSizes, withTemplates } from '../../../engine/deploy/volumes';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { failureOf } from '../../support/failure';
import { shop } from '../../support/shop';
import { RecordedKubectl } from './recorded-kubectl';

function claim(name: string, storage: string, { className = 'disks', phase = 'Bound' } = {}): Claim {
  return {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name },
    spec: { storageClassName: className, resources: { requests: { storage } } },
    status: { phase },
  };
}

function statefulSet(name: string, storage: string): KubeObject & { readonly spec: object } {
  const spec = { serviceName: `${name}-pods`, volumeClaimTemplates: [claim('data', storage)] };
  return { apiVersion: 'apps/v1', kind: 'StatefulSet', metadata: { name }, spec };
}

const classes: readonly StorageClass[] = [
  {
    apiVersion: 'storage.k8s.io/v1',
    kind: 'StorageClass',
    metadata: { name: 'disks' },
    allowVolumeExpansion: true,
  },
  { apiVersion: 'storage.k8s.io/v1', kind: 'StorageClass', metadata: { name: 'standard' } },
];

function growth(wanted: readonly KubeObject[], live: readonly KubeObject[]) {
  return volumeGrowth(wanted, live, classes, { stack: shop, context: 'kind-test' });
}

function withoutClaims(set: KubeObject): KubeObject {
  return { ...set, ...{ spec: {} } };
}

function refusal(wanted: readonly KubeObject[], live: readonly KubeObject[]): string {
  return failureOf(() => growth(wanted, live)).paragraph();
}

function namesOf(objects: readonly KubeObject[]): string[] {
  return objects.map(({ metadata }) => metadata.name);
}

describe('a larger storage', () => {
  const wanted = [statefulSet('db', '2Gi')];
  const live = [statefulSet('db', '1Gi'), claim('data-db-0', '1Gi')];

  test('expands the claim, and replaces the StatefulSet without its pod', async () => {
    const kubectl = new RecordedKubectl();
    const found = growth(wanted, live);
    await growVolumes(kubectl, 'shop', found.volumes, wanted);
    await deleteSets(kubectl, 'shop', found.sets, wanted);

    expect(kubectl.calls).toEqual([
      'patch persistentvolumeclaim data-db-0 --namespace shop --patch {"spec":{"resources":{"requests":{"storage":"2Gi"}}}}',
      'delete statefulset --namespace shop --ignore-not-found --cascade=orphan db',
    ]);
  });

  test('deletes the pods of a StatefulSet that gets another claim: they could not be adopted', async () => {
    const kubectl = new RecordedKubectl();
    await deleteSets(kubectl, 'shop', [statefulSet('db', '1Gi')], [withoutClaims(statefulSet('db', '1Gi'))]);

    expect(kubectl.calls).toEqual([
      'delete statefulset --namespace shop --ignore-not-found --cascade=foreground db',
    ]);
  });

  test('waits for the quota that is raised for it', async () => {
    const kubectl = new RecordedKubectl();
    const quota = { apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'stack' } };
    await growVolumes(kubectl, 'shop', growth(wanted, live).volumes, [...wanted, quota]);

    expect(kubectl.calls.map((change) => change.split(' ')[0])).toEqual(['apply', 'patch']);
  });

  test('grows a claim that was left behind when its StatefulSet got the larger size', () => {
    const found = growth(wanted, [statefulSet('db', '2Gi'), claim('data-db-0', '1Gi')]);

    expect(found).toMatchObject({ volumes: [{ claim: { metadata: { name: 'data-db-0' } } }], sets: [] });
  });

  test('expands the claims of all pods, and of no other StatefulSet', () => {
    const others = [claim('data-db-1', '1Gi'), claim('data-db-b-0', '1Gi'), claim('data-mydb-0', '1Gi')];
    const { volumes } = growth(wanted, [...live, ...others]);

    expect(volumes.map((volume) => volume.claim.metadata.name)).toEqual(['data-db-0', 'data-db-1']);
  });

  test('grows the claim that a manifest defines itself', () => {
    const found = growth([claim('backups', '2Gi')], [claim('backups', '1Gi')]);

    expect(found).toMatchObject({ volumes: [{ wanted: '2Gi' }], sets: [] });
  });

  test('is not checked if the user may not list StorageClasses', () => {
    const fixed = [statefulSet('db', '1Gi'), claim('data-db-0', '1Gi', { className: 'standard' })];
    const place = { stack: shop, context: 'kind-test' };

    expect(namesOf(volumeGrowth(wanted, fixed, undefined, place).sets)).toEqual(['db']);
  });

  test('is refused where the class does not allow it, with the way to another volume', () => {
    const fixed = [statefulSet('db', '1Gi'), claim('data-db-0', '1Gi', { className: 'standard' })];

    expect(refusal(wanted, fixed)).toBe(
      "the volume data-db-0 of 'shop' can't grow from 1Gi to 2Gi: its StorageClass 'standard' does not allow it. If its provisioner supports expansion, set 'allowVolumeExpansion: true' on the class. To get another volume, back up and restore: 'npx slipway backup shop', 'kubectl --context kind-test -n shop delete statefulset/db pvc/data-db-0', this command again, and 'npx slipway restore shop --from latest'.",
    );
  });

  test('is refused for a claim that has no volume yet', () => {
    const pending = [statefulSet('db', '1Gi'), claim('data-db-0', '1Gi', { phase: 'Pending' })];

    expect(refusal(wanted, pending)).toContain(
      "the volume data-db-0 of 'shop' does not exist yet, and its pending claim can't change from 1Gi to 2Gi. Delete the claim",
    );
  });
});

test('a smaller storage is refused', () => {
  const live = [statefulSet('db', '2Gi'), claim('data-db-0', '2Gi')];

  expect(refusal([statefulSet('db', '1Gi')], live)).toContain(
    "the volume data-db-0 of 'shop' has 2Gi, and the manifests have 1Gi: a volume can't shrink. Set 2Gi in apps/shop/chart.ts",
  );
});

test('the same storage in another unit changes nothing', () => {
  const live = [statefulSet('db', '1Gi'), claim('data-db-0', '1Gi')];

  expect(growth([statefulSet('db', '1024Mi')], live)).toEqual({ volumes: [], sets: [] });
});

test('a first launch grows nothing', () => {
  expect(growth([statefulSet('db', '1Gi')], [])).toEqual({ volumes: [], sets: [] });
});

describe('a rollback', () => {
  test('keeps the volumes as large as they have become', () => {
    const live = [statefulSet('db', '2Gi'), claim('data-db-0', '2Gi'), claim('backups', '4Gi')];
    const kept = withLiveSizes([statefulSet('db', '1Gi'), claim('backups', '3Gi')], live);

    expect(kept).toEqual([statefulSet('db', '2Gi'), claim('backups', '4Gi')]);
    expect(setsToReplace(kept, live)).toEqual([]);
  });

  test('replaces a StatefulSet whose volume did not grow', () => {
    const live = [statefulSet('db', '2Gi'), claim('data-db-0', '1Gi')];

    expect(namesOf(setsToReplace(withLiveSizes([statefulSet('db', '1Gi')], live), live))).toEqual(['db']);
  });
});

test('a dry run is asked about the size that the StatefulSet has', () => {
  const wanted = [{ ...statefulSet('db', '2Gi'), metadata: { name: 'db', labels: { a: 'b' } } }];

  expect(withTemplates(wanted, [statefulSet('db', '1Gi')])).toEqual([
    { ...statefulSet('db', '1Gi'), metadata: { name: 'db', labels: { a: 'b' } } },
  ]);
});

describe('a store with other volumes than before', () => {
  const withClaims = (...templates: readonly Claim[]) => {
    const { spec, ...set } = statefulSet('db', '1Gi');
    return { ...set, spec: { ...spec, volumeClaimTemplates: templates } };
  };
  const one = withClaims(claim('data', '1Gi'));
  const two = withClaims(claim('data', '1Gi'), claim('logs', '2Gi'));
  const claims = [claim('data-db-0', '1Gi'), claim('logs-db-0', '2Gi')];

  test.each([
    ['one more', two, one],
    ['one less', one, two],
    ['in another order', withClaims(claim('logs', '2Gi'), claim('data', '1Gi')), two],
  ])('%s: its StatefulSet is replaced, and no volume grows', (_, wanted, live) => {
    expect(growth([wanted], [live, ...claims])).toEqual({ volumes: [], sets: [live] });
  });

  test('grows each of its volumes by its own size', () => {
    const wanted = withClaims(claim('data', '1Gi'), claim('logs', '4Gi'));
    const { volumes, sets } = growth([wanted], [two, ...claims]);

    expect(volumes.map(({ claim: found, wanted: size }) => [found.metadata.name, size])).toEqual([
      ['logs-db-0', '4Gi'],
    ]);
    expect(namesOf(sets)).toEqual(['db']);
  });

  test('is asked about with the volumes that it has, and shown with those that it gets', () => {
    const wanted = withClaims(claim('data', '1Gi'), claim('logs', '4Gi'), claim('cache', '1Gi'));

    expect(withTemplates([wanted], [two])).toEqual([two]);
    expect(withTemplates([two], [wanted])).toEqual([wanted]);
  });
});
