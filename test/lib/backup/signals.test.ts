import { Backups, Monitoring, Postgres } from '../../../lib';
import { KubernetesSchema } from '../../support/kubernetes-schema';
import { Manifests } from '../../support/manifests';
import { alertsOf } from '../../support/monitoring';
import { policies } from '../../support/policies';
import { testDev, testProd, testStack } from '../../support/stack';

describe('Backups in Monitoring', () => {
  const watched = (environment: typeof testProd): Manifests => {
    const stack = testStack({ ...environment, monitoring: true });
    const db = new Postgres(stack, 'db', { image: 'postgres:16.10', database: 'shop' });
    const backups = new Backups(stack, 'backups', { of: [db], schedule: '@weekly' });
    new Monitoring(stack, 'monitoring', { of: [db, backups] });
    return Manifests.of(stack);
  };
  const namesOf = (all: Manifests): string[] =>
    alertsOf(all).flatMap(({ alert, labels }) => (labels.part === 'backups' ? [alert] : []));

  test('have an exporter, which shows the backups in the bucket', () => {
    const all = watched(testProd);

    expect(all.at('Deployment/backups-exporter', 'spec.template.spec.containers.0')).toMatchObject({
      image: 'slipway/backup:1.1.0',
      args: ['export'],
      ports: [{ containerPort: 9189 }],
    });
    expect(JSON.stringify(all.at('NetworkPolicy/backups-exporter', 'spec.ingress'))).toContain(
      '"prometheus"',
    );
    expect(JSON.stringify(all.at('NetworkPolicy/backups-exporter', 'spec.egress'))).toContain('443');
    const schema = new KubernetesSchema();
    expect(all.all.flatMap((manifest) => schema.errors(manifest))).toEqual([]);
    expect(Object.values(policies).flatMap((policy) => policy(all))).toEqual([]);
  });

  test('are too old when the next one is late by more than its timeout', () => {
    const all = watched(testProd);
    const tooOld = alertsOf(all).find(
      ({ alert, labels }) => alert === 'BackupTooOld' && labels.part === 'backups',
    );

    expect(tooOld?.expr).toContain(`> ${(7 * 24 + 6) * 3600}`);
    expect(namesOf(all)).toEqual([
      'BackupFailed',
      'BackupDamaged',
      'BackupTargetDown',
      'BackupTooOld',
      'BackupMissing',
    ]);
  });

  test('are never too old if they are made on demand', () => {
    const all = watched({ ...testProd, scheduledBackups: false });

    expect(namesOf(all)).toEqual(['BackupFailed', 'BackupDamaged', 'BackupTargetDown']);
  });

  test('have no exporter on a volume, because its pod would keep the volume on one node', () => {
    const all = watched(testDev);

    expect(all.names).not.toContain('Deployment/backups-exporter');
    expect(namesOf(all)).toEqual([]);
  });
});
