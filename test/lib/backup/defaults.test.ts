import { Backups, BackupTarget, Credentials, Postgres } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testProd, testStack } from '../../support/stack';

type Props = Partial<ConstructorParameters<typeof Backups>[2]>;

function synth(props: Props = {}, environment?: Parameters<typeof testStack>[0]): Manifests {
  const stack = testStack(environment);
  const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
  new Backups(stack, 'backups', { of: [db], ...props });
  return Manifests.of(stack);
}

const pod = (path: string): string => `spec.jobTemplate.spec.template.spec.${path}`;

describe('Backups in an environment whose backups are scheduled', () => {
  const env = (environment: typeof testProd, props: Props = {}): string =>
    JSON.stringify(synth(props, environment).at('CronJob/db-backup', pod('containers.0.env')));
  const bucketOf = (stack: ReturnType<typeof testStack>): BackupTarget =>
    BackupTarget.s3({
      endpoint: 'https://s3.example.com',
      bucket: 'own',
      credentials: new Credentials(stack, 'own-target', { random: [], existing: 'own-target' }),
    });

  test('go to the bucket of the environment, encrypted for its recipients', () => {
    const { backupBucket: bucket = { endpoint: '', bucket: '' } } = testProd;
    const backupBucket = { ...bucket, prefix: '/berlin/', credentials: 'berlin', region: 'eu' };
    const all = env({ ...testProd, backupBucket });

    expect(all).toContain('{"name":"BACKUP_S3_BUCKET","value":"backups"}');
    expect(all).toContain('{"name":"BACKUP_S3_PREFIX","value":"berlin/shop"}');
    expect(all).toContain('{"name":"BACKUP_S3_REGION","value":"eu"}');
    expect(all).toContain('"secretKeyRef":{"key":"access-key-id","name":"berlin"}');
    expect(all).toContain('"secretKeyRef":{"key":"recipients","name":"backup-recipients"}');
    expect(JSON.stringify(synth({}, testProd).at('CronJob/db-restore', pod('containers.0.env')))).toContain(
      '"secretKeyRef":{"key":"identities","name":"backup-identities"}',
    );
    expect(synth({}, testProd).names).not.toContain('PersistentVolumeClaim/backups');
  });

  test('are listed every hour, so that a missing dump is noticed', () => {
    expect(synth({}, testProd).at('CronJob/backups', 'spec')).toMatchObject({
      schedule: '37 * * * *',
      suspend: false,
    });
  });

  test('are refused without a bucket, unless a volume is chosen', () => {
    const without = { ...testProd, backupBucket: undefined };

    expect(() => synth({}, without)).toThrow(
      "'backupBucket' of the environment 'prod' must be a bucket outside of the cluster, such as { endpoint: 'https://s3.example.com', bucket: 'backups' }, got none; or set 'to' of 'backups' to BackupTarget.volume(), which is lost with the cluster",
    );
    expect(env(without, { to: BackupTarget.volume() })).toContain('BACKUP_FOLDER');
  });

  test("are refused in a bucket without encryption, unless it is 'none'", () => {
    const without = { ...testProd, backupEncryption: undefined };

    const refusal =
      /^'backupEncryption' of the environment 'prod' must have the keys .* set 'encryption' of 'backups' to 'none'/;
    expect(() => synth({}, without)).toThrow(refusal);
    const stack = testStack(without);
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    expect(() => new Backups(stack, 'backups', { of: [db], to: bucketOf(stack) })).toThrow(refusal);
    for (const plain of [
      env(without, { encryption: 'none' }),
      env(testProd, { encryption: 'none' }),
      env({ ...testProd, backupEncryption: 'none' }),
    ]) {
      expect(plain).not.toContain('BACKUP_RECIPIENTS');
    }
  });
});
