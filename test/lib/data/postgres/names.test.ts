import { Backups, Postgres, PostgresCluster, type PostgresProps, Stack, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testStack } from '../../../support/stack';

const required: PostgresProps = { image: 'postgres:16.10', database: 'shop' };

function stackWith(props: Partial<PostgresProps>): { stack: Stack; db: Postgres; manifests: Manifests } {
  const stack = testStack();
  const db = new Postgres(stack, 'db', { ...required, ...props });
  return { stack, db, manifests: Manifests.of(stack) };
}

function script(manifests: Manifests, name: string): string {
  const data = manifests.at('ConfigMap/db-files', 'data') as Record<string, string>;
  return data[`docker-entrypoint-initdb.d_${name}`] ?? '';
}

describe('the names of a Postgres', () => {
  test('are one by default: the role is named as the database', () => {
    const { manifests } = stackWith({});

    expect(manifests.at('Secret/db-app', 'stringData')).toMatchObject({ username: 'shop', dbname: 'shop' });
    expect(manifests.at('Secret/db-superuser', 'stringData.username')).toBe('postgres');
  });

  test('are escaped in URIs, and quoted for the shell', () => {
    const { manifests } = stackWith({ database: "My Shop's", role: 'My@App' });

    expect(manifests.at('Secret/db-app', 'stringData')).toMatchObject({
      username: 'My@App',
      dbname: "My Shop's",
      uri: "postgresql://My%40App:value%20of%20shop%2Fdb-app%2Fpassword@db:5432/My%20Shop's",
      'jdbc-uri':
        "jdbc:postgresql://db:5432/My%20Shop's?user=My%40App&password=value%20of%20shop%2Fdb-app%2Fpassword",
    });
    expect(manifests.container('StatefulSet/db', 'readinessProbe.exec.command.2')).toBe(
      `pg_isready -q -t 3 -h 127.0.0.1 -U postgres -d 'My Shop'\\''s'`,
    );
  });

  test('leave backups, exporter and waiting pods at the same database', () => {
    const { stack, db } = stackWith({ database: 'my-app', role: 'postgres' });
    db.addExporter();
    new Backups(stack, 'backups', { of: [db] });
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [db] });
    const manifests = Manifests.of(stack);

    expect(manifests.container('Deployment/db-exporter', 'env.0')).toEqual({
      name: 'DATA_SOURCE_URI',
      value: 'db:5432/my-app?sslmode=disable',
    });
    expect(db.dump.env).toMatchObject({ PGDATABASE: 'my-app', PGUSER: { secret: 'db-superuser' } });
    expect(manifests.pod('Deployment/api', 'initContainers.0.command.2')).toContain('-d my-app;');
  });

  test('leave the superuser to backups where the app is called postgres', () => {
    const { manifests } = stackWith({ database: 'immich', role: 'postgres' });
    const role = script(manifests, '00-app-role.sh');

    expect(manifests.at('Secret/db-superuser', 'stringData.username')).toBe('slipway_superuser');
    expect(manifests.container('StatefulSet/db', 'env')).toContainEqual({
      name: 'POSTGRES_USER',
      value: 'slipway_superuser',
    });
    expect(role).toContain('--username slipway_superuser ');
    expect(role).toContain('CREATE ROLE :"role" LOGIN PASSWORD');
  });

  test('are those of the server where a cluster imports it', () => {
    const { stack, db } = stackWith({ database: 'My-App', role: 'postgres' });
    new PostgresCluster(stack, 'cluster', {
      image: 'ghcr.io/cloudnative-pg/postgresql:17.6',
      database: 'shop',
      importFrom: db,
      backups: 'none',
    });

    expect(Manifests.of(stack).at('Cluster/cluster', 'spec.externalClusters.0.connectionParameters')).toEqual(
      { host: 'db', port: '5432', user: 'slipway_superuser', dbname: 'My-App' },
    );
  });

  test('tell the statements of backups from those of the app', () => {
    const { db } = stackWith({
      role: 'postgres',
      settings: { shared_preload_libraries: 'pg_stat_statements' },
    });

    expect(JSON.stringify(db.signals())).toContain('user!=\\"slipway_superuser\\"');
    expect(JSON.stringify(db.signals())).not.toContain('user!=\\"postgres\\"');
  });

  test.each(['Shop', 'my-shop', '1shop', 'postgres', 'größe', 'a'.repeat(63)])('may be %j', (database) => {
    expect(stackWith({ database }).manifests.at('Secret/db-app', 'stringData.dbname')).toBe(database);
  });

  test.each(['', 'a=b', 'postgres://a', 'a\nb', 'a'.repeat(64), 'ö'.repeat(32)])(
    'may not be %j, for the database and for the role',
    (name) => {
      const message = (prop: string) =>
        `'${prop}' of 'db' must be a name of 1 to 63 bytes without '=', '/' and control characters, such as 'shop', got '${name}'`;

      expect(() => stackWith({ database: name })).toThrow(message('database'));
      expect(() => stackWith({ role: name })).toThrow(message('role'));
    },
  );

  test.each([
    ['database', 'template1'],
    ['database', 'slipway_restored'],
    ['role', 'pg_shop'],
    ['role', 'public'],
    ['role', 'slipway_rotation'],
  ])('may not be reserved, as the %s %j', (prop, name) => {
    expect(() => stackWith({ [prop]: name })).toThrow(
      `'${prop}' of 'db' must be a name that neither PostgreSQL nor slipway reserves, such as 'shop', got '${name}'`,
    );
  });
});

describe('a Postgres', () => {
  test('has a role of the app that is a superuser only if the chart says so', () => {
    const { manifests } = stackWith({ superuser: true });

    expect(script(manifests, '00-app-role.sh')).toContain('CREATE ROLE :"role" SUPERUSER LOGIN PASSWORD');
    expect(manifests.at('Secret/db-superuser', 'stringData.username')).toBe('postgres');
  });

  test('creates extensions before the init scripts run, with those that they need', () => {
    const { manifests } = stackWith({ extensions: ['uuid-ossp', 'vchord'] });

    expect(script(manifests, '00-extensions.sql')).toBe(
      'CREATE EXTENSION IF NOT EXISTS "uuid-ossp" CASCADE;\nCREATE EXTENSION IF NOT EXISTS "vchord" CASCADE;\n',
    );
    expect(script(stackWith({}).manifests, '00-extensions.sql')).toBe('');
  });

  test.each(['', 'uuid ossp', '"; DROP'])('fails on the extension %j, and shows a good one', (name) => {
    expect(() => stackWith({ extensions: [name] })).toThrow(
      `'extensions' of 'db' must name extensions of PostgreSQL, such as 'uuid-ossp', got '${name}'`,
    );
  });

  test('is not restarted by an upgrade of slipway, where no prop is new', () => {
    const hash = stackWith({}).manifests.at('StatefulSet/db', 'spec.template.metadata.annotations');

    expect(hash).toEqual({ 'slipway.dev/config-hash': '29cef29256008f7e' });
  });
});
