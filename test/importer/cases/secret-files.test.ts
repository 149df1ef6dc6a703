import { type ImportedFile, importOf, productionOf } from '../../support/imports';

const compose = `name: parcels
services:
  desk:
    image: example/parcels:5.1.0
    ports: ["8080"]
    environment:
      STORE_PASSWORD_FILE: /run/secrets/store_password
      MAIL_PASSWORD_FILE: /run/secrets/mail
      STAMP_PATH: /etc/parcels/Stamp_Key.pem
    secrets:
      - store_password
      - source: mail_password
        target: mail
      - source: stamp
        target: /etc/parcels/Stamp_Key.pem
        mode: 0400
secrets:
  store_password:
    environment: PARCELS_STORE_PASSWORD
  mail_password:
    environment: PARCELS_MAIL_PASSWORD
  stamp:
    external: true
    name: parcels-stamp-key
`;

const values = ['first-of-two', 'second-of-two'];
let file: ImportedFile;

beforeAll(async () => {
  [process.env.PARCELS_STORE_PASSWORD, process.env.PARCELS_MAIL_PASSWORD] = values;
  file = await importOf(compose, { env: process.env });
});

afterAll(() => {
  delete process.env.PARCELS_STORE_PASSWORD;
  delete process.env.PARCELS_MAIL_PASSWORD;
});

describe('secrets as files', () => {
  test('are at their paths, spelled just so', () => {
    const mounts = file.objects.container('Deployment/desk', 'volumeMounts') as { mountPath: string }[];

    expect(mounts.map(({ mountPath }) => mountPath)).toEqual(
      expect.arrayContaining([
        '/run/secrets/store_password',
        '/run/secrets/mail',
        '/etc/parcels/Stamp_Key.pem',
      ]),
    );
    expect(file.objects.container('Deployment/desk', 'env')).toEqual([
      { name: 'STORE_PASSWORD_FILE', value: '/run/secrets/store_password' },
      { name: 'MAIL_PASSWORD_FILE', value: '/run/secrets/mail' },
      { name: 'STAMP_PATH', value: '/etc/parcels/Stamp_Key.pem' },
    ]);
  });

  test.each(values)('%s is in a Secret of dev, and nowhere else', (value) => {
    const holders = file.objects.all.filter((object) => JSON.stringify(object).includes(value));

    expect(holders.map(({ kind }) => kind)).toEqual(['Secret']);
    expect(JSON.stringify(productionOf(file).all)).not.toContain(value);
    expect(Object.values(file.files).join('\n')).not.toContain(value);
  });

  test('one that is external refers to a Secret that nothing defines', () => {
    const volumes = JSON.stringify(file.objects.pod('Deployment/desk', 'volumes'));

    expect(volumes).toContain('"secretName":"parcels-stamp-key"');
    expect(file.objects.names).not.toContain('Secret/parcels-stamp-key');
    expect(file.entry('secrets.stamp.external').to).toEqual([
      { object: 'Deployment/desk', field: 'spec.template.spec.volumes[].secret.secretName' },
    ]);
  });

  test('one whose variable is not set has a random value, and the ledger says so', async () => {
    delete process.env.PARCELS_MAIL_PASSWORD;
    const { entry, secrets } = await importOf(compose, { env: process.env });

    expect(entry('secrets.mail_password.environment').why).toContain('There is no PARCELS_MAIL_PASSWORD');
    expect(entry('secrets.store_password.environment').why).not.toContain('There is no');
    expect(secrets.map(({ secret }) => secret)).toEqual(['store-password']);
  });

  test('a mode is the nearest that the user of the pod can read', () => {
    const volumes = file.objects.pod('Deployment/desk', 'volumes') as {
      secret?: { secretName: string; defaultMode?: number; items?: { mode?: number }[] };
    }[];
    const { defaultMode, items } =
      volumes.find(({ secret }) => secret?.secretName === 'parcels-stamp-key')?.secret ?? {};

    expect(items?.[0]?.mode ?? defaultMode).toBe(0o440);
    expect(file.objects.pod('Deployment/desk', 'securityContext.fsGroup')).toBeGreaterThan(0);
    expect(file.entry('services.desk.secrets[2].mode')).toMatchObject({ fate: 'approximated' });
  });
});
