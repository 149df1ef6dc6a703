import { describeExemption, exemptionOf } from '../../../engine/kube/exemption';
import { exemptObjects } from '../../support/exempt-stack';

describe('the exemption of an object', () => {
  const exemptions = exemptObjects().map((object) => [object.kind, exemptionOf(object)] as const);

  test('is what its pods may do, and why', () => {
    expect(exemptions).toContainEqual([
      'Deployment',
      { from: ['root', 'capability SYS_CHROOT'], because: 's6-overlay starts as root' },
    ]);
  });

  test('is none where the pods have no right, or the object has no pods', () => {
    expect(exemptions.filter(([, exemption]) => exemption !== undefined)).toHaveLength(1);
    expect(exemptions).toContainEqual(['Service', undefined]);
  });

  test('is a line for people', () => {
    expect(describeExemption({ from: ['root', 'privileged'], because: 'it opens a tunnel' })).toBe(
      'exempt: root, privileged, because it opens a tunnel',
    );
  });
});
