import { majorChanges, majorOf } from '../../../engine/deploy/major-version';
import { object, store, workload } from './cluster-objects';

describe('the major version of a database', () => {
  test.each([
    ['postgres:16.10', '16'],
    ['postgres:17', '17'],
    ['postgres:16.10-alpine@sha256:0123', '16'],
    ['registry.example.com:5000/team/postgres:18.1-bookworm', '18'],
    ['pgvector/pgvector:pg17', '17'],
    ['pgvector/pgvector:0.8.0-pg16', '16'],
    ['timescale/timescaledb:2.17.2-pg16', '16'],
    ['postgis/postgis:16-3.4', '16'],
    ['ghcr.io/cloudnative-pg/postgresql:16.10-standard-bookworm', '16'],
    ['mysql:8.4.6', '8'],
    ['mariadb:11.8', '11'],
    ['mongo:8.0.13', '8'],
  ])('of %s is %s', (image, major) => {
    expect(majorOf(image)).toBe(major);
  });

  test.each(['postgres:latest', 'postgres', 'redis:7.4', 'nginx:1.29', 'prom/postgres-exporter:1.0'])(
    'of %s is not known',
    (image) => {
      expect(majorOf(image)).toBeUndefined();
    },
  );
});

describe('another major version', () => {
  test('is found in a StatefulSet', () => {
    expect(majorChanges([store('db', 'postgres:17.6')], [store('db', 'postgres:16.10')])).toEqual([
      { workload: 'StatefulSet/db', from: 'postgres:16.10', to: 'postgres:17.6' },
    ]);
  });

  test('is found in a database of CloudNativePG', () => {
    const cluster = (version: string) =>
      object('Cluster', 'db', { spec: { imageName: `ghcr.io/cloudnative-pg/postgresql:${version}` } });

    expect(majorChanges([cluster('17.6')], [cluster('16.10')])).toMatchObject([{ workload: 'Cluster/db' }]);
  });

  test.each([
    ['another minor version', [store('db', 'postgres:16.9')]],
    ['a tag without a version', [store('db', 'postgres:latest')]],
    ['another database', [store('other', 'postgres:15.3')]],
    ['a store that keeps no such files', [workload('Deployment', 'db', 'postgres:15.3')]],
    ['nothing', []],
  ])('is none if %s runs', (_, live) => {
    expect(majorChanges([store('db', 'postgres:16.10')], live)).toEqual([]);
  });
});
