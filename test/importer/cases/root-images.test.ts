import type { Container } from 'kubernetes-types/core/v1';
import { type ImportedFile, importOf, portsOf, productionOf } from '../../support/imports';

let file: ImportedFile;

beforeAll(async () => {
  file = await importOf(`name: gazette
services:
  base:
    image: mariadb:11.8.2
    command: --transaction-isolation=READ-COMMITTED --innodb-buffer-pool-size=96M
    environment:
      MARIADB_DATABASE: gazette
      MARIADB_USER: editor
      MARIADB_PASSWORD: ink-and-paper
      MARIADB_RANDOM_ROOT_PASSWORD: "yes"
    volumes: ["./files/base:/var/lib/mysql"]
    healthcheck:
      test: ["CMD", "healthcheck.sh", "--connect", "--innodb_initialized"]
      start_period: 1m
      interval: 1m
      timeout: 5s
      retries: 3
  paper:
    image: wordpress:6.8.1-php8.3-apache
    ports: ["8080:80"]
    environment:
      WORDPRESS_DB_HOST: base:3306
      WORDPRESS_DB_NAME: gazette
      WORDPRESS_DB_USER: editor
      WORDPRESS_DB_PASSWORD: ink-and-paper
    volumes: ["paper:/var/www/html"]
    depends_on:
      base: { condition: service_healthy }
volumes:
  paper:
`);
});

const containerOf = (name: string): Container => (file.objects.pod(name, 'containers') as [Container])[0];

describe('images that start as root: MariaDB and WordPress', () => {
  test('the database has a claim, in a subfolder of which its data is, and nothing of this machine', () => {
    const { volumeMounts = [] } = containerOf('StatefulSet/base');
    const claims = file.objects.at('StatefulSet/base', 'spec.volumeClaimTemplates');

    expect(file.objects.at('StatefulSet/base', 'spec.replicas')).toBe(1);
    expect(claims).toHaveLength(1);
    expect(volumeMounts.find(({ mountPath }) => mountPath === '/var/lib/mysql')?.subPath).toBeDefined();
    expect(JSON.stringify(file.objects.all)).not.toContain('/shop');
    expect(file.objects.names).not.toContain('ConfigMap/base-files');
  });

  test('the database has its Service, and the arguments of the file', () => {
    const { args, command } = containerOf('StatefulSet/base');

    expect(portsOf(file.objects.at('Service/base', 'spec.ports'))).toEqual(['3306/TCP']);
    expect(args).toEqual(['--transaction-isolation=READ-COMMITTED', '--innodb-buffer-pool-size=96M']);
    expect(command).toBeUndefined();
  });

  test('its check is asked without a shell, and kills nobody', () => {
    const { readinessProbe, startupProbe, livenessProbe } = containerOf('StatefulSet/base');
    const command = ['healthcheck.sh', '--connect', '--innodb_initialized'];

    expect(readinessProbe).toMatchObject({
      exec: { command },
      periodSeconds: 60,
      timeoutSeconds: 5,
      failureThreshold: 3,
    });
    const { periodSeconds = 0, failureThreshold = 0 } = startupProbe ?? {};
    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(60);
    expect(livenessProbe?.exec).toBeUndefined();
  });

  test('a switch is no secret, and stays a text', () => {
    expect(containerOf('StatefulSet/base').env).toContainEqual({
      name: 'MARIADB_RANDOM_ROOT_PASSWORD',
      value: 'yes',
    });
  });

  test('the password is one key of one Secret, for both', () => {
    const key = { valueFrom: { secretKeyRef: { name: 'base-credentials', key: 'MARIADB_PASSWORD' } } };
    const holders = file.objects.all.filter((object) => JSON.stringify(object).includes('ink-and-paper'));

    expect(containerOf('StatefulSet/base').env).toContainEqual({ name: 'MARIADB_PASSWORD', ...key });
    expect(containerOf('Deployment/paper').env).toContainEqual({ name: 'WORDPRESS_DB_PASSWORD', ...key });
    expect(holders.map(({ kind }) => kind)).toEqual(['Secret']);
    expect(JSON.stringify(productionOf(file).all)).not.toContain('ink-and-paper');
    expect(file.chart).not.toContain('ink-and-paper');
  });

  test('the site keeps its claim, is published, and starts after the database', () => {
    const pod = JSON.stringify(file.objects.pod('Deployment/paper', 'volumes'));

    expect(pod).toContain('"claimName":"paper-paper"');
    expect(containerOf('Deployment/paper').volumeMounts).toContainEqual(
      expect.objectContaining({ mountPath: '/var/www/html' }),
    );
    expect(portsOf(file.objects.at('Service/paper', 'spec.ports'))).toEqual(['80/TCP']);
    expect(JSON.stringify(file.objects.at('Ingress/paper-ingress', 'spec.rules'))).toContain('"number":80');
    expect(file.objects.pod('Deployment/paper', 'initContainers')).toMatchObject([{ name: 'wait-for-base' }]);
  });

  test('the ledger says as whom they run, and why they may listen below 1024', () => {
    for (const [path, object] of [
      ['services.base.image', 'StatefulSet/base'],
      ['services.paper.image', 'Deployment/paper'],
    ] as const)
      expect(file.entry(path)).toMatchObject({
        fate: 'inferred',
        to: expect.arrayContaining([
          { object, field: 'spec.template.spec.securityContext.runAsUser' },
        ]) as unknown,
        why: expect.stringContaining('may start as root') as string,
      });
    expect(JSON.stringify(file.entry('services.paper.ports[0].target').to)).toContain(
      'net.ipv4.ip_unprivileged_port_start',
    );
  });

  test('they may write where their images write', () => {
    const writable = (name: string): (string | undefined)[] =>
      containerOf(name).volumeMounts?.map(({ mountPath }) => mountPath) ?? [];

    expect(writable('StatefulSet/base')).toEqual(expect.arrayContaining(['/tmp', '/run/mysqld']));
    expect(writable('Deployment/paper')).toEqual(
      expect.arrayContaining(['/tmp', '/var/run/apache2', '/var/www/html']),
    );
  });

  test('two pods of the site never have its claim at once', () => {
    expect(file.objects.at('Deployment/paper', 'spec.replicas')).toBe(1);
    expect(file.objects.at('Deployment/paper', 'spec.strategy')).toEqual({ type: 'Recreate' });
  });
});
