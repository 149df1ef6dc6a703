import { describeStack } from '../../../cli/status/description';
import { stackJson } from '../../../cli/status/json';
import { sortOut } from '../../../engine/health/snapshot';
import { recording } from '../../engine/health/recording';
import { exemptObjects } from '../../support/exempt-stack';

describe('the exemptions in slipway status', () => {
  const snapshot = sortOut(exemptObjects());

  test('are a table, with the reason of each workload', () => {
    const lines = describeStack(snapshot, [], Date.now());

    expect(lines.slice(lines.findIndex((line) => line.startsWith('EXEMPT')))).toEqual(
      expect.arrayContaining([
        'EXEMPT           FROM                         BECAUSE',
        'Deployment/docs  root, capability SYS_CHROOT  s6-overlay starts as root',
      ]),
    );
  });

  test('are left out where there is none', () => {
    expect(describeStack(recording('crash-loop'), [], Date.now()).join('\n')).not.toContain('EXEMPT');
  });

  test('are with their workload for programs', () => {
    const seen = { stack: 'shop', claims: [], backups: [], paused: [] };

    expect(stackJson({ ...seen, snapshot }, false).workloads).toMatchObject([
      {
        name: 'docs',
        exempt: { from: ['root', 'capability SYS_CHROOT'], because: 's6-overlay starts as root' },
      },
    ]);
  });
});
