import { Postgres } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testStack } from '../../../support/stack';

describe('with pg_stat_statements', () => {
  const withLibraries = (libraries: string) => {
    const stack = testStack();
    new Postgres(stack, 'db', {
      image: 'postgres:16.10',
      database: 'shop',
      settings: { shared_preload_libraries: libraries },
    }).addExporter();
    return Manifests.of(stack);
  };

  test('creates the extension before the scripts of the user', () => {
    expect(withLibraries('pg_stat_statements').at('ConfigMap/db-files', 'data')).toMatchObject({
      'docker-entrypoint-initdb.d_00-statements.sql': 'CREATE EXTENSION IF NOT EXISTS pg_stat_statements;\n',
    });
  });

  test.each(['pg_stat_statements', 'auto_explain, pg_stat_statements'])(
    'has an exporter that counts the calls of each statement: %s',
    (libraries) => {
      const manifests = withLibraries(libraries);

      expect(manifests.container('Deployment/db-exporter', 'env')).toContainEqual({
        name: 'PG_EXPORTER_EXTEND_QUERY_PATH',
        value: '/etc/postgres-exporter/queries.yaml',
      });
      expect(manifests.container('Deployment/db-exporter', 'volumeMounts')).toContainEqual(
        expect.objectContaining({ mountPath: '/etc/postgres-exporter/queries.yaml', readOnly: true }),
      );
    },
  );

  test.each(['auto_explain', 'my_pg_stat_statements'])('counts nothing with %s only', (libraries) => {
    expect(withLibraries(libraries).names).not.toContain('ConfigMap/db-exporter-files');
  });
});
