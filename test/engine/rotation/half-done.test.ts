import type { KubeObject } from '../../../engine/kube/kube-object';
import { checkNotRotating } from '../../../engine/rotation/half-done';
import { failureOf } from '../../support/failure';

function secret(name: string, username: string): KubeObject {
  const data = { username: Buffer.from(username).toString('base64') };
  return Object.assign({ apiVersion: 'v1', kind: 'Secret', metadata: { name } }, { data });
}

describe('a launch while a password is being changed', () => {
  const made = [secret('postgres-app', 'shop')];

  test('is refused, and the error says how to continue the rotation', () => {
    const check = (): void => {
      checkNotRotating('shop', [secret('postgres-app', 'slipway_rotation')], made);
    };

    expect(check).toThrow("the rotation of the password in Secret/postgres-app of 'shop' has not ended");
    expect(failureOf(check).fix).toContain("'npx slipway rotate shop postgres-app' continues it");
  });

  test('continues if the Secret has its own login', () => {
    expect(() => {
      checkNotRotating('shop', [secret('postgres-app', 'shop')], made);
    }).not.toThrow();
  });

  test('continues if it does not write the Secret', () => {
    expect(() => {
      checkNotRotating('shop', [secret('other', 'slipway_rotation')], made);
    }).not.toThrow();
  });
});
