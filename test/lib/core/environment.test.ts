import { prod } from '../../../lib';

describe('prod', () => {
  test('is for the domain that it is given', () => {
    expect(prod('apps.example.com').domain).toBe('apps.example.com');
  });

  test('takes none by default', () => {
    // @ts-expect-error there is no sensible default for the domain of production
    expect(prod().domain).toBeUndefined();
  });
});
