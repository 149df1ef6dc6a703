import { Backups, BackupTarget, Postgres, type PostgresProps, WebService } from '../../../../lib';
import { Manifests } from '../../../support/manifests';
import { testDev, testProd, testStack } from '../../../support/stack';

function stackWith(props: Partial<PostgresProps> = {}, environment = testDev) {
  const stack = testStack(environment);
  const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop', tls: true, ...props });
  return { stack, db };
}

function manifestsOf(props: Partial<PostgresProps> = {}, environment = testDev): Manifests {
  return Manifests.of(stackWith(props, environment).stack);
}

function file(manifests: Manifests, path: string): unknown {
  return (manifests.at('ConfigMap/db-files', 'data') as Record<string, string>)[path];
}

const verifies = [
  { name: 'PGSSLMODE', value: 'verify-full' },
  { name: 'PGSSLROOTCERT', value: '/etc/tls/db/ca.crt' },
];
const trustsCa = {
  name: 'etc-tls-db',
  secret: { secretName: 'db-tls', defaultMode: 0o440, items: [{ key: 'ca.crt', path: 'ca.crt' }] },
};

describe('a Postgres with TLS', () => {
  test('accepts only TLS connections from the network, and any in its pod', () => {
    const manifests = manifestsOf();

    expect(file(manifests, 'etc_postgresql_pg_hba.conf')).toBe(
      'local all all trust\nlocal replication all trust\nhostssl all all all scram-sha-256\n',
    );
    expect(file(manifests, 'etc_postgresql_postgresql.conf')).toContain(
      "ssl = 'on'\nssl_cert_file = '/etc/tls/db/tls.crt'\nssl_key_file = '/etc/tls/db/tls.key'\nhba_file = '/etc/postgresql/pg_hba.conf'\n",
    );
  });

  test('has the certificate of its Secret, and no CA', () => {
    expect(manifestsOf().pod('StatefulSet/db', 'volumes')).toContainEqual({
      name: 'etc-tls-db',
      secret: {
        secretName: 'db-tls',
        defaultMode: 0o440,
        items: [
          { key: 'tls.crt', path: 'tls.crt' },
          { key: 'tls.key', path: 'tls.key' },
        ],
      },
    });
  });

  test('defines no Secret with a certificate: that would be in the manifests', () => {
    expect(manifestsOf().names).not.toContain('Secret/db-tls');
  });

  test('loads a renewed certificate, which its readiness probe finds', () => {
    expect(manifestsOf().container('StatefulSet/db', 'readinessProbe.exec.command.2')).toBe(
      'pg_isready -q -t 3 -h 127.0.0.1 -U postgres -d shop && ' +
        '{ cmp -s /etc/tls/db/tls.crt /tmp/loaded.crt || ' +
        '{ cat /etc/tls/db/tls.crt > /tmp/loaded.crt && kill -HUP 1; }; }',
    );
  });

  test('has URLs with which clients verify it, and the CA in their pods', () => {
    const { stack, db } = stackWith();
    new WebService(stack, 'api', { image: 'api:1', port: 80, env: { DATABASE_URL: db.secret('uri') } });
    new WebService(stack, 'crm', { image: 'crm:1', port: 80, env: { URL: db.secret('jdbc-uri') } });
    new WebService(stack, 'web', { image: 'web:1', port: 80, env: { NAME: db.secret('dbname') } });
    const manifests = Manifests.of(stack);

    expect(manifests.at('Secret/db-app', 'stringData')).toMatchObject({
      uri: expect.stringMatching(
        /@db:5432\/shop\?sslmode=verify-full&sslrootcert=\/etc\/tls\/db\/ca\.crt$/,
      ) as string,
      'jdbc-uri': expect.stringMatching(
        /&password=[^&]+&sslmode=verify-full&sslrootcert=\/etc\/tls\/db\/ca\.crt$/,
      ) as string,
    });
    expect(manifests.pod('Deployment/api', 'volumes')).toContainEqual(trustsCa);
    expect(manifests.pod('Deployment/crm', 'volumes')).toContainEqual(trustsCa);
    expect(manifests.pod('Deployment/web', 'volumes')).not.toContainEqual(trustsCa);
  });

  test('is verified by whoever waits for it, by its exporter, and by its backups', () => {
    const { stack, db } = stackWith();
    new Backups(stack, 'backups', { of: [db], to: BackupTarget.volume() });
    new WebService(stack, 'api', { image: 'api:1', port: 80, startsAfter: [db] });
    db.addExporter();
    const manifests = Manifests.of(stack);
    const backup = 'spec.jobTemplate.spec.template.spec';

    expect(manifests.pod('Deployment/api', 'initContainers.0.env')).toEqual(verifies);
    expect(manifests.container('Deployment/db-exporter', 'env')).toEqual(
      expect.arrayContaining([
        { name: 'DATA_SOURCE_URI', value: 'db:5432/shop?sslmode=verify-full' },
        ...verifies,
      ]),
    );
    for (const name of ['CronJob/db-backup', 'CronJob/db-restore']) {
      expect(manifests.at(name, `${backup}.containers.0.env`)).toEqual(expect.arrayContaining(verifies));
      expect(manifests.at(name, `${backup}.initContainers.0.env`)).toEqual(verifies);
      expect(manifests.at(name, `${backup}.volumes`)).toContainEqual(trustsCa);
    }
  });

  test('tells its CA to clients without a URL', () => {
    expect(stackWith().db.ca).toEqual({ secret: 'db-tls', key: 'ca.crt', path: '/etc/tls/db/ca.crt' });
    expect(stackWith({ tls: false }).db.ca).toBeUndefined();
  });

  test.each([
    ['prod', { tls: undefined }, testProd, true],
    ['dev', { tls: undefined }, testDev, false],
    ['prod, if its chart says no', { tls: false }, testProd, false],
  ])('is what %s has or not', (_, props, environment, expected) => {
    expect(file(manifestsOf(props, environment), 'etc_postgresql_pg_hba.conf') !== undefined).toBe(expected);
  });

  test.each(['ssl', 'ssl_cert_file', 'ssl_key_file', 'hba_file'])('fails on the setting %s', (name) => {
    expect(() => manifestsOf({ settings: { [name]: 'off' } })).toThrow(
      `'settings' of 'db' must not have '${name}' with TLS, which sets it; remove it, or set 'tls' to false and configure TLS yourself`,
    );
    expect(() => manifestsOf({ settings: { [name]: 'off' }, tls: false })).not.toThrow();
  });
});
