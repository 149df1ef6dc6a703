import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Cpu, Duration, Postgres, type PostgresProps, Size, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

const required: PostgresProps = { image: 'postgres:16.10', database: 'shop' };

function manifestsOf(props: Partial<PostgresProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  new Postgres(stack, 'db', { ...required, ...props });
  return Manifests.of(stack);
}

function file(manifests: Manifests, name: string): string {
  const data = manifests.at('ConfigMap/db-files', 'data') as Record<string, string>;
  return data[name] ?? '';
}

test('Postgres is not restarted because a password changes, which it reads on its first start only', () => {
  const annotations = (value: string) => {
    const stack = testStack({ ...testDev, secrets: { value: () => value } });
    new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    return Manifests.of(stack).at('StatefulSet/db', 'spec.template');
  };

  expect(annotations('old')).toEqual(annotations('new'));
});

describe('Postgres', () => {
  test('accepts connections only from workloads that name it', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', required);
    new WebService(stack, 'api', { image: 'api:1', port: 80, connectsTo: [db] });
    new WebService(stack, 'web', { image: 'web:1', port: 80 });

    expect(db.connections.accepted).toEqual(['api']);
  });

  test('has the Secret keys that CloudNativePG writes', () => {
    expect(manifestsOf().at('Secret/db-app', 'stringData')).toEqual({
      username: 'shop',
      password: 'value of shop/db-app/password',
      dbname: 'shop',
      host: 'db',
      port: '5432',
      uri: 'postgresql://shop:value%20of%20shop%2Fdb-app%2Fpassword@db:5432/shop',
      'jdbc-uri': 'jdbc:postgresql://db:5432/shop?user=shop&password=value%20of%20shop%2Fdb-app%2Fpassword',
    });
  });

  test('hands clients the role that owns the database, never the superuser', () => {
    const manifests = manifestsOf();

    expect(new Postgres(testStack(), 'db', required).secret('uri')).toMatchObject({
      secret: 'db-app',
      key: 'uri',
    });
    expect(file(manifests, 'docker-entrypoint-initdb.d_00-app-role.sh')).toContain(
      'CREATE ROLE :"role" LOGIN',
    );
    expect(file(manifests, 'docker-entrypoint-initdb.d_00-app-role.sh')).not.toContain('SUPERUSER');
  });

  test('keeps the password of that role out of the log, with every log setting', () => {
    const script = file(manifestsOf(), 'docker-entrypoint-initdb.d_00-app-role.sh');

    expect(script.indexOf("SET log_statement = 'none';")).toBeGreaterThan(0);
    expect(script.indexOf("SET log_statement = 'none';")).toBeLessThan(script.indexOf('CREATE ROLE'));
  });

  test('has no Secret of its own in production', () => {
    const names = manifestsOf({}, testProd).names.filter((name) => name.startsWith('Secret/'));

    expect(names).toEqual([]);
  });

  test('keeps its data on the volume, with every image', () => {
    const manifests = manifestsOf();

    expect(manifests.container('StatefulSet/db', 'env')).toContainEqual({
      name: 'PGDATA',
      value: '/pgdata/data',
    });
    expect(manifests.container('StatefulSet/db', 'volumeMounts')).toContainEqual({
      name: 'data',
      mountPath: '/pgdata',
    });
  });

  test.each([
    ['postgres:16.10', 999],
    ['postgres:16.10-alpine', 70],
    ['postgres:16.10-alpine3.22', 70],
    [`registry.example.com:5000/postgres:17-alpine@sha256:${'0'.repeat(64)}`, 70],
    [`postgres:16.10@sha256:${'0'.repeat(64)}`, 999],
    ['ghcr.io/alpine-team/postgres:16.10', 999],
  ])('runs %s as its user postgres, %d', (image, user) => {
    expect(manifestsOf({ image }).pod('StatefulSet/db', 'securityContext.runAsUser')).toBe(user);
  });

  test('runs, and is waited for, as another user where its image has one', () => {
    const image = `postgres@sha256:${'0'.repeat(64)}`;
    const stack = testStack();
    const db = new Postgres(stack, 'db', { ...required, image, user: 70 });

    expect(db.readyCheck.user).toBe(70);
    expect(Manifests.of(stack).pod('StatefulSet/db', 'securityContext.runAsUser')).toBe(70);
  });

  test.each([`postgres@sha256:${'0'.repeat(64)}`, `localhost:5000/postgres@sha256:${'0'.repeat(64)}`])(
    'fails on %s without its user, which no tag tells',
    (image) => {
      expect(() => manifestsOf({ image })).toThrow(
        `'user' of Postgres 'db' must be the id of the user postgres in an image without a tag, such as 999 on Debian or 70 on Alpine Linux, got none with '${image}'`,
      );
    },
  );

  test('is ready when it answers by address: by socket it does so already while it is set up', () => {
    const manifests = manifestsOf();

    expect(manifests.container('StatefulSet/db', 'readinessProbe.exec.command.2')).toBe(
      'pg_isready -q -t 3 -h 127.0.0.1 -U postgres -d shop',
    );
    expect(manifests.container('StatefulSet/db', 'livenessProbe')).toMatchObject({
      tcpSocket: { port: 5432 },
    });
  });

  test('has not started before its init scripts have run to their end', () => {
    const manifests = manifestsOf();

    expect(manifests.container('StatefulSet/db', 'startupProbe.exec.command.2')).toContain(
      'test -f /pgdata/initialised ||',
    );
    expect(file(manifests, 'docker-entrypoint-initdb.d_zz-initialised.sh')).toBe(
      'touch /pgdata/initialised\n',
    );
  });

  test('shares its memory out as PGTune does', () => {
    const memory = Size.gibibytes(2);
    const resources = {
      cpu: { request: Cpu.units(1), limit: Cpu.units(1) },
      memory: { request: memory, limit: memory },
    };
    const conf = file(
      manifestsOf({ resources, storage: Size.gibibytes(8) }),
      'etc_postgresql_postgresql.conf',
    );

    expect(conf).toContain("shared_buffers = '512MB'\n");
    expect(conf).toContain("effective_cache_size = '1536MB'\n");
    expect(conf).toContain("maintenance_work_mem = '128MB'\n");
    expect(conf).toContain("work_mem = '5242kB'\n");
    expect(conf).toContain("max_wal_size = '2048MB'\n");
  });

  test('prefers given settings to computed ones', () => {
    const conf = file(
      manifestsOf({ settings: { shared_buffers: '1GB', jit: false, search_path: "it's", seed: 3 } }),
      'etc_postgresql_postgresql.conf',
    );

    expect(conf).toContain("shared_buffers = '1GB'\n");
    expect(conf).not.toContain("shared_buffers = '128MB'");
    expect(conf).toContain("jit = 'off'\n");
    expect(conf).toContain("search_path = 'it''s'\n");
    expect(conf).toContain('seed = 3\n');
  });

  describe('with init scripts', () => {
    let folder: string;
    beforeEach(() => {
      folder = mkdtempSync(join(tmpdir(), 'slipway-'));
    });
    afterEach(() => {
      rmSync(folder, { recursive: true });
    });

    test('runs them after the role is made and before the mark is set', () => {
      writeFileSync(join(folder, '10-schema.sql'), 'SELECT 1;\n');
      writeFileSync(join(folder, 'README.md'), 'not a script');
      const mounts = manifestsOf({ initScripts: folder }).container('StatefulSet/db', 'volumeMounts') as {
        mountPath: string;
      }[];

      expect(mounts.map(({ mountPath }) => mountPath).filter((path) => path.includes('initdb.d'))).toEqual([
        '/docker-entrypoint-initdb.d/00-app-role.sh',
        '/docker-entrypoint-initdb.d/10-schema.sql',
        '/docker-entrypoint-initdb.d/zz-initialised.sh',
      ]);
    });

    test('fails when the folder has none', () => {
      expect(() => manifestsOf({ initScripts: folder })).toThrow(
        `'initScripts' of 'db' must be a folder with a *.sql or *.sh file, such as 'initdb', got '${folder}'`,
      );
    });

    test('fails when there is no such folder', () => {
      expect(() => manifestsOf({ initScripts: '/no/such' })).toThrow(
        "'initScripts' of 'db' must be a readable folder such as 'initdb', got '/no/such': ENOENT",
      );
    });
  });

  test('fails on a setting that PostgreSQL could not know', () => {
    expect(() => manifestsOf({ settings: { 'work mem': 1 } })).toThrow(
      "'settings' of 'db' must name settings of postgresql.conf such as 'work_mem', got 'work mem'",
    );
  });

  test('shows its statistics in a pod of their own, as the app’s role', () => {
    const stack = testStack();
    const db = new Postgres(stack, 'db', { ...required, exporterImage: 'exporter:1' });
    const exporter = db.addExporter();
    const manifests = Manifests.of(stack);

    expect(exporter).toMatchObject({ host: 'db-exporter', port: 9187 });
    expect(db.addExporter()).toBe(exporter);
    expect(db.connections.accepted).toEqual(['db-exporter']);
    expect(manifests.container('Deployment/db-exporter', 'env')).toEqual([
      { name: 'DATA_SOURCE_URI', value: 'db:5432/shop?sslmode=disable' },
      { name: 'DATA_SOURCE_USER', valueFrom: { secretKeyRef: { name: 'db-app', key: 'username' } } },
      { name: 'DATA_SOURCE_PASS', valueFrom: { secretKeyRef: { name: 'db-app', key: 'password' } } },
    ]);
  });

  test('has no exporter unless somebody asks', () => {
    expect(manifestsOf().names).not.toContain('Deployment/db-exporter');
  });

  test('takes all props together', () => {
    const all: Required<PostgresProps> = {
      image: 'postgres:17.6',
      database: 'shop',
      role: 'owner',
      superuser: true,
      extensions: ['pg_trgm'],
      initScripts: join(__dirname, '../../../../apps/flask-nginx/postgres/init'),
      settings: { max_connections: 200 },
      user: 70,
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
      storage: Size.gibibytes(5),
      exporterImage: 'exporter:1',
      stopGracePeriod: Duration.minutes(5),
    };
    const stack = testStack();
    new Postgres(stack, 'db', all).addExporter();
    const manifests = Manifests.of(stack);

    expect(manifests.pod('StatefulSet/db', 'terminationGracePeriodSeconds')).toBe(300);
    expect(manifests.pod('StatefulSet/db', 'securityContext.runAsUser')).toBe(70);
    expect(manifests.container('Deployment/db-exporter', 'image')).toBe(all.exporterImage);
  });
});
