import { checkStorageQuota } from '../../../engine/deploy/storage-quota';
import type { KubeObject } from '../../../engine/kube/kube-object';
import { failureOf } from '../../support/failure';
import { shop } from '../../support/shop';
import { claim, claimOf, object, store } from './cluster-objects';

const quota = object('ResourceQuota', 'stack', { spec: { hard: { 'requests.storage': '10Gi' } } });

const check = (wanted: readonly KubeObject[], live: readonly KubeObject[] = []) => {
  checkStorageQuota(wanted, live, { stack: shop, context: 'staging' });
};

describe('the quota of storage', () => {
  test.each<[string, readonly KubeObject[], readonly KubeObject[]]>([
    ['all volumes fit', [quota, store('db', 'db:1', '6Gi'), claim('uploads', '4Gi')], []],
    ['there is none', [claim('uploads', '40Gi')], []],
    ['no volume is new or larger', [quota, store('db', 'db:1', '20Gi')], [claimOf('db', '20Gi')]],
    ['a larger volume fits', [quota, store('db', 'db:1', '10Gi')], [claimOf('db', '9Gi')]],
  ])('is kept if %s', (_, wanted, live) => {
    expect(() => {
      check(wanted, live);
    }).not.toThrow();
  });

  test.each<[string, readonly KubeObject[], readonly KubeObject[]]>([
    ['uploads', [claim('uploads', '10752Mi')], []],
    ['data-db-0, uploads', [store('db', 'db:1', '6Gi'), claim('uploads', '4608Mi')], []],
    ['data-db-0', [store('db', 'db:1', '10752Mi')], [claimOf('db', '9Gi')]],
    ['uploads', [claim('uploads', '4608Mi')], [claim('left-behind', '6Gi')]],
  ])('is refused before anything changes, with the volume that is too much: %s', (names, wanted, live) => {
    const failure = failureOf(() => {
      check([quota, ...wanted], live);
    });

    expect(failure.paragraph()).toBe(
      `the volumes of 'shop' would request 10.5Gi together, more than the 10Gi of its ResourceQuota, with ${names}. Nothing was changed. Raise 'quota.storage' in the environment, set smaller sizes in apps/shop/chart.ts, or delete volumes that the stack no longer has ('npx slipway status shop' lists all).`,
    );
  });
});
