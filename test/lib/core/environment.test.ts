import { prod } from '../../../lib';

describe('prod', () => {
  test('is for the domain that it is given', () => {
    expect(prod('apps.example.com').domain).toBe('apps.example.com');
  });

  test('has no default domain', () => {
    // @ts-expect-error a domain is required
    expect(() => prod()).toThrow("'domain' of prod() must be a string, got undefined");
  });
});
