import { describeCertificates } from '../../../cli/status/certificate-lines';
import { styler } from '../../../cli/terminal/style';
import type { CertificateState } from '../../../engine/health/certificate-state';

const good: CertificateState = {
  server: 'db',
  secret: 'db-tls',
  madeBy: 'slipway',
  expires: '2036-11-28T10:00:00.000Z',
};

test('status shows when the certificates of servers expire', () => {
  expect(describeCertificates([good], 'shop', 'staging')).toEqual([
    '',
    'CERTIFICATE OF  IN             EXPIRES     STATE',
    'db              Secret/db-tls  2036-11-28  ok',
  ]);
});

test('status shows who renews one that expires soon', () => {
  const soon = { ...good, trouble: 'expires soon' };
  const theirs = { ...soon, server: 'cache', secret: 'cache-tls', madeBy: 'others' } as const;

  expect(describeCertificates([soon, theirs], 'shop', 'staging').slice(4)).toEqual([
    '',
    "'npx slipway up shop --context staging' makes or renews a certificate of slipway.",
    'Secret/cache-tls was created by others. docs/security.md shows how to renew it.',
  ]);
});

test('status highlights trouble', () => {
  const [, , row = ''] = describeCertificates([{ ...good, trouble: 'expires soon' }], 'a', 'b', styler(true));

  expect(row).toContain('\u001b[33m');
});

test('status has no such lines for a stack without TLS', () => {
  expect(describeCertificates([], 'shop', 'staging')).toEqual([]);
});
