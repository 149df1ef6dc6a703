import { PostgresCluster } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testStack } from '../../../support/stack';

function manifestsOf(settings?: Record<string, string>): Manifests {
  const stack = testStack();
  const image = 'ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm';
  new PostgresCluster(stack, 'db', { image, database: 'shop', ...(settings && { settings }) });
  return Manifests.of(stack);
}

test('with pg_stat_statements the instances count the calls of each statement', () => {
  const manifests = manifestsOf({ shared_preload_libraries: 'pg_stat_statements' });

  expect(manifests.at('Cluster/db', 'spec.monitoring')).toEqual({
    customQueriesConfigMap: [{ name: 'db-statements', key: 'queries.yaml' }],
  });
  expect(manifests.at('ConfigMap/db-statements', 'data')).toEqual({
    'queries.yaml': expect.stringContaining('target_databases:\n    - shop\n') as string,
  });
});

test('without it the instances expose what CloudNativePG does', () => {
  expect(manifestsOf().at('Cluster/db', 'spec')).not.toHaveProperty('monitoring');
});
