import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Backups, Cpu, Duration, MySql, type MySqlProps, Size, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

const required: MySqlProps = { image: 'mysql:8.4.6', database: 'shop' };

function manifestsOf(props: Partial<MySqlProps> = {}, environment = testDev): Manifests {
  const stack = testStack(environment);
  new MySql(stack, 'db', { ...required, ...props });
  return Manifests.of(stack);
}

function file(manifests: Manifests, name: string): string {
  const data = manifests.at('ConfigMap/db-files', 'data') as Record<string, string>;
  return data[name] ?? '';
}

function variable(name: string, secret: string, key: string): object {
  return { name, valueFrom: { secretKeyRef: { name: secret, key } } };
}

describe('MySql', () => {
  test('has all that a client needs in one Secret, and escapes it in URIs', () => {
    expect(
      manifestsOf({ database: 'My Shop', username: 'web@app' }).at('Secret/db-credentials', 'stringData'),
    ).toEqual({
      username: 'web@app',
      password: 'value of shop/db-credentials/password',
      database: 'My Shop',
      host: 'db',
      port: '3306',
      uri: 'mysql://web%40app:value%20of%20shop%2Fdb-credentials%2Fpassword@db:3306/My%20Shop',
      'jdbc-uri':
        'jdbc:mysql://db:3306/My%20Shop?user=web%40app&password=value%20of%20shop%2Fdb-credentials%2Fpassword',
      'root-password': 'value of shop/db-credentials/root-password',
    });
    expect(
      manifestsOf({ image: 'mariadb:11.8.3' }).at('Secret/db-credentials', 'stringData.jdbc-uri'),
    ).toMatch(/^jdbc:mariadb:/);
  });

  test('gives root to no client: the app is a user of its own', () => {
    const stack = testStack();
    const db = new MySql(stack, 'db', required);
    new WebService(stack, 'api', {
      image: 'api:1',
      port: 80,
      env: { URL: db.secret('uri') },
      startsAfter: [db],
    });
    const manifests = Manifests.of(stack);

    expect(JSON.stringify(manifests.at('Deployment/api', 'spec'))).not.toContain('root-password');
    expect(manifests.container('StatefulSet/db', 'env')).toEqual([
      { name: 'MYSQL_DATABASE', value: 'shop' },
      { name: 'MYSQL_USER', value: 'shop' },
      variable('MYSQL_PASSWORD', 'db-credentials', 'password'),
      variable('MYSQL_ROOT_PASSWORD', 'db-credentials', 'root-password'),
      variable('EXPORTER_PASSWORD', 'db-exporter-user', 'password'),
    ]);
  });

  test('is not restarted because a password changes, which it reads on its first start only', () => {
    const template = (value: string) => {
      const stack = testStack({ ...testDev, secrets: { value: () => value } });
      new MySql(stack, 'db', required);
      return Manifests.of(stack).at('StatefulSet/db', 'spec.template');
    };

    expect(template('old')).toEqual(template('new'));
  });

  test('has no Secret of its own in production', () => {
    expect(manifestsOf({}, testProd).names.filter((name) => name.startsWith('Secret/'))).toEqual([]);
  });

  test('keeps its data in a folder of the volume, as a new disk is not empty', () => {
    const manifests = manifestsOf();

    expect(manifests.container('StatefulSet/db', 'volumeMounts')).toContainEqual({
      name: 'data',
      mountPath: '/var/lib/mysql',
      subPath: 'data',
    });
    expect(manifests.at('StatefulSet/db', 'spec.volumeClaimTemplates.0.metadata.name')).toBe('data');
    expect(manifests.at('StatefulSet/db', 'spec.volumeClaimTemplates.1')).toBeUndefined();
  });

  test('is ready when it answers by TCP, which it does not while it is set up', () => {
    expect(manifestsOf().container('StatefulSet/db', 'readinessProbe.exec.command.2')).toBe(
      'MYSQL_PWD="$MYSQL_PASSWORD" mysqladmin --host=127.0.0.1 --user="$MYSQL_USER" --silent ping',
    );
    expect(
      manifestsOf({ image: 'mariadb:11.8.3' }).container('StatefulSet/db', 'readinessProbe.exec.command.2'),
    ).toBe('healthcheck.sh --connect --innodb_initialized');
  });

  test('has not started before its init scripts have run to their end', () => {
    expect(manifestsOf().container('StatefulSet/db', 'startupProbe.exec.command.2')).toMatch(
      /^test -f \/var\/lib\/mysql\/initialised \|\| .*; MYSQL_PWD=/,
    );
    expect(file(manifestsOf(), 'docker-entrypoint-initdb.d_zz-initialised.sh')).toBe(
      'touch /var/lib/mysql/initialised\n',
    );
  });

  test.each([
    ['mysql:8.4.6', 'mysql'],
    ['mariadb:10.11.14', 'mariadb'],
  ])('is waited for, as %s, until the user of the app can log in', (image, client) => {
    const stack = testStack();
    const db = new MySql(stack, 'db', { ...required, image });
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [db] });

    expect(Manifests.of(stack).pod('Deployment/api', 'initContainers.0')).toMatchObject({
      image,
      command: [
        'sh',
        '-c',
        expect.stringContaining(`until ${client} --host=db --user="$MYSQL_USER"`) as unknown,
      ],
      env: [
        { name: 'MYSQL_USER', value: 'shop' },
        variable('MYSQL_PWD', 'db-credentials', 'password'),
        { name: 'MYSQL_DATABASE', value: 'shop' },
      ],
    });
    expect(db.connections.accepted).toEqual(['api']);
  });

  test.each([
    [512, '128M', 128],
    [2048, '1024M', 512],
    [8192, '6144M', 1000],
  ])('shares %d MiB out by the rule of MySQL', (mebibytes, pool, connections) => {
    const memory = { request: Size.mebibytes(mebibytes), limit: Size.mebibytes(mebibytes) };
    const resources = { cpu: { request: Cpu.units(1), limit: Cpu.units(1) }, memory };
    const conf = file(manifestsOf({ resources }), 'etc_mysql_conf.d_slipway.cnf');

    expect(conf).toContain(`\ninnodb_buffer_pool_size = ${pool}\nmax_connections = ${connections}\n`);
    expect(conf.includes('performance_schema = OFF\n')).toBe(mebibytes < 1024);
  });

  test('gives MariaDB no setting that it does not know', () => {
    expect(file(manifestsOf({ image: 'mariadb:11.8.3' }), 'etc_mysql_conf.d_slipway.cnf')).toBe(
      '[mysqld]\ninnodb_buffer_pool_size = 128M\nmax_connections = 128\n',
    );
  });

  test('prefers given settings to computed ones, however they are written', () => {
    const settings = {
      'max-connections': 20,
      log_bin: 'binlog',
      general_log: true,
      sql_mode: '',
      init_connect: 'SET @a = "b"; # c',
    };

    expect(file(manifestsOf({ settings }), 'etc_mysql_conf.d_slipway.cnf')).toBe(
      '[mysqld]\nperformance_schema = OFF\ninnodb_buffer_pool_size = 128M\nmax_connections = 20\nlog_bin = binlog\n' +
        'general_log = ON\nsql_mode = \ninit_connect = "SET @a = \\"b\\"; # c"\n',
    );
  });

  test('is backed up as root, with the tools of its own image', () => {
    const stack = testStack();
    const db = new MySql(stack, 'db', required);
    new Backups(stack, 'backups', { of: [db] });

    const env = Manifests.of(stack).at(
      'CronJob/db-backup',
      'spec.jobTemplate.spec.template.spec.containers.0.env',
    );
    expect(db.dump.image).toBe('mysql:8.4.6');
    expect(env).toEqual(
      expect.arrayContaining([
        { name: 'BACKUP_KIND', value: 'mysql' },
        { name: 'MYSQL_DATABASE', value: 'shop' },
        { name: 'MYSQL_USER', value: 'root' },
        variable('MYSQL_PWD', 'db-credentials', 'root-password'),
      ]),
    );
    expect(db.connections.accepted).toEqual(['db-backup']);
  });

  test('has an exporter, as a user of its own, who may see statistics only', () => {
    const stack = testStack();
    const db = new MySql(stack, 'db', required);
    const exporter = db.addExporter();
    const manifests = Manifests.of(stack);

    expect(exporter).toMatchObject({ host: 'db-exporter', port: 9104 });
    expect(db.addExporter()).toBe(exporter);
    expect(manifests.container('Deployment/db-exporter', 'env')).toEqual([
      variable('MYSQLD_EXPORTER_PASSWORD', 'db-exporter-user', 'password'),
    ]);
    expect(file(manifests, 'docker-entrypoint-initdb.d_00-exporter.sh').match(/^GRANT .*$/gm)).toEqual([
      "GRANT PROCESS ON *.* TO 'exporter'@'%';",
    ]);
    expect(manifestsOf().names).not.toContain('Deployment/db-exporter');
  });

  test.each([
    ['percona/percona-server:8.4.6', 'mysql'],
    ['registry.example.com:5000/team/mariadb-with-plugins@sha256:' + '0'.repeat(64), 'mariadb'],
    ['mysql/mysql-server:8.0.32', 'mysql'],
  ])('knows what runs in %s', (image, client) => {
    const stack = testStack();

    expect(new MySql(stack, 'db', { ...required, image }).readyCheck.command).toMatch(
      new RegExp(`^${client} `),
    );
  });

  test('is told what runs in an image of another name', () => {
    const image = 'example/database:1.0.0';

    expect(() => manifestsOf({ image })).toThrow(
      "'server' of 'db' must say what the image runs, 'mysql' or 'mariadb', got none with 'example/database:1.0.0'",
    );
    expect(manifestsOf({ image, server: 'mariadb' }).container('StatefulSet/db', 'image')).toBe(image);
  });

  test.each(['mysql:5.7.44', 'docker.io/library/mariadb:10.6.23', 'mariadb:5'])('refuses %s', (image) => {
    expect(() => manifestsOf({ image })).toThrow(
      `'image' of 'db' must be MySQL 8 or newer, or MariaDB 10.11 or newer, such as 'mysql:8.4.6', got '${image}'`,
    );
  });

  test.each([
    ['database', '', 64],
    ['database', 'a/b', 64],
    ['database', 'a`b', 64],
    ['database', 'shop ', 64],
    ['database', 'a'.repeat(65), 64],
    ['username', 'a'.repeat(33), 32],
  ])('fails on the %s %j, and shows a good one', (prop, name, most) => {
    expect(() => manifestsOf({ [prop]: name })).toThrow(
      `'${prop}' of 'db' must be a name of 1 to ${most} characters without slashes, backquotes and control characters, such as 'shop', got '${name}'`,
    );
  });

  test.each([
    ['database', 'mysql'],
    ['database', 'sys'],
    ['username', 'root'],
    ['username', 'exporter'],
  ])('fails on the %s %j, which the server itself uses', (prop, name) => {
    expect(() => manifestsOf({ [prop]: name })).toThrow(
      `'${prop}' of 'db' must be a name that the server does not use itself, such as 'shop', got '${name}'`,
    );
  });

  test('fails on a setting that the server could not know, and on a value of two lines', () => {
    expect(() => manifestsOf({ settings: { '--sql-mode': '' } })).toThrow(
      "'settings' of 'db' must name settings of the server such as 'character_set_server', got '--sql-mode'",
    );
    expect(() => manifestsOf({ settings: { sql_mode: 'a\nb' } })).toThrow(
      "'settings.sql_mode' of 'db' must be one line, such as 'utf8mb4', got 'a\nb'",
    );
  });

  test('takes all props together', () => {
    const folder = mkdtempSync(join(tmpdir(), 'slipway-'));
    writeFileSync(join(folder, '10-schema.sql'), 'SELECT 1;\n');
    const all: Required<MySqlProps> = {
      ...required,
      server: 'mysql',
      username: 'web',
      initScripts: folder,
      settings: { character_set_server: 'utf8mb4' },
      resources: {
        cpu: { request: Cpu.millis(100), limit: Cpu.millis(200) },
        memory: { request: Size.mebibytes(100), limit: Size.mebibytes(200) },
      },
      storage: Size.gibibytes(5),
      exporterImage: 'exporter:1',
      stopGracePeriod: Duration.minutes(5),
    };
    const stack = testStack();
    new MySql(stack, 'db', all).addExporter();
    rmSync(folder, { recursive: true });
    const manifests = Manifests.of(stack);

    expect(manifests.pod('StatefulSet/db', 'terminationGracePeriodSeconds')).toBe(300);
    expect(manifests.container('Deployment/db-exporter', 'image')).toBe('exporter:1');
    expect(file(manifests, 'docker-entrypoint-initdb.d_10-schema.sql')).toBe('SELECT 1;\n');
    expect(
      manifests.at('StatefulSet/db', 'spec.volumeClaimTemplates.0.spec.resources.requests.storage'),
    ).toBe('5Gi');
  });
});
