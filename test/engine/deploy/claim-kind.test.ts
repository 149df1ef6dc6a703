import { checkClaimKinds } from '../../../engine/deploy/claim-kind';
import type { Claim } from '../../../engine/deploy/volumes';
import { failureOf } from '../../support/failure';
import { shop } from '../../support/shop';
import { claim } from './cluster-objects';

const place = { stack: shop, context: 'staging' };

function uploads(accessModes: readonly string[], storageClassName?: string): Claim {
  const { spec, ...rest } = claim('uploads');
  return {
    ...rest,
    spec: { resources: spec.resources, accessModes, ...(storageClassName && { storageClassName }) },
  };
}

const live = uploads(['ReadWriteOnce'], 'disks');

test.each([
  ['the class of the cluster', uploads(['ReadWriteOnce'])],
  ['the same class', uploads(['ReadWriteOnce'], 'disks')],
  ['another name', { ...uploads(['ReadWriteMany'], 'efs'), metadata: { name: 'media' } }],
])('a claim with %s is kept', (_, wanted) => {
  expect(() => {
    checkClaimKinds([wanted], [live], place);
  }).not.toThrow();
});

test.each([
  ["ReadWriteMany of the StorageClass 'efs'", uploads(['ReadWriteMany'], 'efs')],
  ['ReadWriteMany', uploads(['ReadWriteMany'])],
  ["ReadWriteOnce of the StorageClass 'fast'", uploads(['ReadWriteOnce'], 'fast')],
])('a claim that would be %s is refused, with the ways out', (described, wanted) => {
  const failure = failureOf(() => {
    checkClaimKinds([wanted], [live], place);
  });

  expect(failure.paragraph()).toBe(
    `the volume uploads of 'shop' is ReadWriteOnce of the StorageClass 'disks', and the manifests have ${described}: a volume can't change that. Nothing was changed. Set 'sharedStorageClass' of the environment as it was. Or give the volume another id in apps/shop/chart.ts, and copy its data: the volume uploads stays behind.`,
  );
});
