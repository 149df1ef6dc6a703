import { imagesOf } from '../../../engine/kube/images';
import { pgbouncer, pooledStack } from '../../support/pooled-stack';
import { testProd } from '../../support/stack';
import { manifestsOf } from '../../support/stacks';

const postgres = 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm';

describe('the images of a stack', () => {
  test('are those of its containers and init containers, without duplicates', () => {
    expect(imagesOf(manifestsOf('go-next', testProd).all)).toEqual(
      expect.arrayContaining(['postgres:16.10', 'slipway/go-next-backend:1.0.0']),
    );
  });

  test('are also those of a database and a pooler, whose pods an operator creates', () => {
    expect(imagesOf(pooledStack().all)).toEqual(['api:1', pgbouncer, postgres]);
  });
});
