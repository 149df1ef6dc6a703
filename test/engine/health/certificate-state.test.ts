import { certificateStates } from '../../../engine/health/certificate-state';
import type { SecretObject } from '../../../engine/kube/secret-object';
import { api, db, inYears, madeSecret, withValue } from '../deploy/tls-objects';

const day = 1 / 365;

function stateOf(secrets: readonly SecretObject[], now = Date.now()) {
  return certificateStates([db, api], secrets, now);
}

describe('the certificate of a server', () => {
  const made = madeSecret();
  const own = { server: 'db', secret: 'db-tls', madeBy: 'slipway' };
  const expires = expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.000Z$/) as string;

  test('is in order until 30 days before it expires', () => {
    expect(stateOf([made])).toEqual([{ ...own, expires }]);
    expect(stateOf([made], inYears(10 - 33 * day))).toEqual([{ ...own, expires }]);
  });

  test('expires soon after that, and has expired at last', () => {
    expect(stateOf([made], inYears(10 - 29 * day))).toEqual([{ ...own, expires, trouble: 'expires soon' }]);
    expect(stateOf([made], inYears(10))).toEqual([
      { ...own, expires, trouble: 'expired: clients refuse the server' },
    ]);
  });

  test('is of others, if they have created or replaced it', () => {
    const theirs = { ...made, metadata: { name: 'db-tls' } };

    expect(stateOf([theirs])).toEqual([{ ...own, madeBy: 'others', expires }]);
  });

  test.each([[[]], [[withValue(made, 'tls.crt', 'damaged')]]])('may not be there', (secrets) => {
    expect(stateOf(secrets)).toMatchObject([{ server: 'db', trouble: 'there is no certificate' }]);
  });
});
