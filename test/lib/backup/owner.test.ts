import { Backups, Postgres } from '../../../lib';
import { Manifests } from '../../support/manifests';
import { testStack } from '../../support/stack';

test('backups name their owner: the stack, and the cluster by its CA', () => {
  const stack = testStack();
  const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
  new Backups(stack, 'backups', { of: [db] });
  const manifests = Manifests.of(stack);
  const pod = (path: string): string => `spec.jobTemplate.spec.template.spec.${path}`;

  for (const name of ['backups', 'db-backup', 'db-restore']) {
    expect(manifests.at(`CronJob/${name}`, pod('containers.0.env'))).toEqual(
      expect.arrayContaining([
        { name: 'BACKUP_STACK', value: 'shop' },
        { name: 'BACKUP_CLUSTER_CA', value: '/var/run/cluster-ca/ca.crt' },
      ]),
    );
    expect(manifests.at(`CronJob/${name}`, pod('volumes'))).toContainEqual({
      name: 'cluster-ca',
      configMap: { name: 'kube-root-ca.crt', optional: true },
    });
  }
});
