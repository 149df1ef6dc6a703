import { type ImportedFile, importOf, portsOf, productionOf } from '../../support/imports';

let file: ImportedFile;

beforeAll(async () => {
  file = await importOf(`name: billing
x-app: &app
  image: example/billing:4.0.2
  environment:
    STORE_URL: postgres://bookkeeper:Qu1et-words@store:5432/books
services:
  store:
    image: postgres:17.2
    environment:
      POSTGRES_USER: bookkeeper
      POSTGRES_PASSWORD: Qu1et-words
      POSTGRES_DB: books
    volumes: ["books:/var/lib/postgresql/data"]
    healthcheck:
      test: ["CMD-SHELL", "pg_isready -U $\${POSTGRES_USER} -d $\${POSTGRES_DB}"]
      interval: 5s
      retries: 10
  upgrade:
    <<: *app
    command: ["bin/upgrade", "--yes"]
    restart: "no"
    depends_on:
      store: { condition: service_healthy }
  samples:
    <<: *app
    command: bin/samples
    restart: on-failure:3
    depends_on:
      upgrade: { condition: service_completed_successfully }
  site:
    <<: *app
    ports: ["80:4000"]
    depends_on:
      upgrade: { condition: service_completed_successfully }
      samples: { condition: service_completed_successfully, required: false }
volumes:
  books:
`);
});

/** The name of the Job of a service, which ends with a hash. */
function jobOf(service: string): string {
  const pattern = new RegExp(`^Job/${service}-[0-9a-f]{8}$`);
  const [found = '', ...others] = file.objects.names.filter((name) => pattern.test(name));
  expect(others).toEqual([]);
  return found;
}

const waitsOf = (name: string): string[] =>
  (file.objects.pod(name, 'initContainers') as { name: string }[]).map((each) => each.name);

describe('services that run once, in a chain', () => {
  test.each(['upgrade', 'samples'])('%s is a Job, and nothing else', (service) => {
    expect(jobOf(service)).not.toBe('');
    expect(
      file.objects.names.filter((name) =>
        new RegExp(`^(Deployment|StatefulSet|Pod|Service)/${service}$`).test(name),
      ),
    ).toEqual([]);
  });

  test('they try again as often as the file says', () => {
    expect(file.objects.at(jobOf('upgrade'), 'spec.backoffLimit')).toBe(0);
    expect(file.objects.at(jobOf('samples'), 'spec.backoffLimit')).toBe(3);
  });

  test('each waits for the one before, and the site for both', () => {
    expect(waitsOf(jobOf('upgrade'))).toEqual(['wait-for-store']);
    expect(waitsOf(jobOf('samples'))).toEqual(['wait-for-upgrade']);
    expect(waitsOf('Deployment/site').sort()).toEqual(['wait-for-samples', 'wait-for-upgrade']);
  });

  test('the wait has the rights that the ledger names, and no others', () => {
    const roles = file.objects.names.filter((name) => name.startsWith('Role/'));
    const entries = ['samples.depends_on.upgrade', 'site.depends_on.samples'].map((path) =>
      file.entry(`services.${path}.condition`),
    );

    expect(roles).toEqual(['Role/samples-done', 'Role/upgrade-done']);
    expect(entries.flatMap(({ to = [] }) => to.map(({ object }) => object))).toEqual(
      expect.arrayContaining(roles),
    );
  });

  test('the database is a StatefulSet with one claim, and has a Service without a port in the file', () => {
    expect(file.objects.at('StatefulSet/store', 'spec.volumeClaimTemplates')).toHaveLength(1);
    expect(portsOf(file.objects.at('Service/store', 'spec.ports'))).toEqual(['5432/TCP']);
  });

  test('the password is in Secrets of dev, and nowhere else', () => {
    const holders = file.objects.all.filter((object) => JSON.stringify(object).includes('Qu1et-words'));

    expect(holders.length).toBeGreaterThan(0);
    expect(holders.filter(({ kind }) => kind !== 'Secret')).toEqual([]);
    expect(JSON.stringify(productionOf(file).all)).not.toContain('Qu1et-words');
    expect(Object.values(file.files).join('\n')).not.toContain('Qu1et-words');
  });

  test('the site sees the whole URL, with the password of the database', () => {
    const env = file.objects.container('Deployment/site', 'env') as {
      name: string;
      value?: string;
      valueFrom?: { secretKeyRef: { name: string; key: string } };
    }[];
    const url = env.find(({ name }) => name === 'STORE_URL')?.value ?? '';
    const [, variable] = /^postgres:\/\/bookkeeper:\$\((\w+)\)@store:5432\/books$/.exec(url) ?? [];
    const reference = env.find(({ name }) => name === variable)?.valueFrom?.secretKeyRef;

    expect(file.objects.at(`Secret/${reference?.name ?? ''}`, `stringData.${reference?.key ?? ''}`)).toBe(
      'Qu1et-words',
    );
    expect(file.objects.at(`Secret/${reference?.name ?? ''}`, 'stringData.username')).toBe('bookkeeper');
  });

  test('the site is published, at its port', () => {
    expect(JSON.stringify(file.objects.at('Ingress/site-ingress', 'spec.rules'))).toContain(
      '"service":{"name":"site","port":{"number":4000}}',
    );
    expect(portsOf(file.objects.at('Service/site', 'spec.ports'))).toEqual(['4000/TCP']);
  });
});
