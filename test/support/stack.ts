import { Testing } from 'cdk8s';
import { dev, type Environment, prod, Stack } from '../../lib';

/** Dev, but with Secret values that are the same in each run and on each machine. */
export const testDev: Environment = dev(
  { value: (path) => `value of ${path}` },
  { certificate: (host) => ({ certificate: `certificate of ${host}`, key: `key of ${host}` }) },
);

export const testProd: Environment = {
  ...prod('example.com'),
  backupBucket: { endpoint: 'https://s3.example.com', bucket: 'backups', serverSideEncryption: 'AES256' },
  backupEncryption: { recipients: { secret: 'backup-recipients', key: 'recipients' } },
};

export function testStack(environment: Environment = testDev): Stack {
  return new Stack(Testing.app(), 'shop', { environment });
}
