import { isOlder, parseVersion, type Version } from '../../../engine/machine/version';

describe('a version', () => {
  test.each<[string, Version]>([
    ['kind v0.33.0 go1.26.8 linux/amd64', [0, 33, 0]],
    ['v1.34.4+k3s1', [1, 34, 4]],
    ['2.20.3-desktop.1\n', [2, 20, 3]],
    ['28.2', [28, 2, 0]],
  ])('is read from %j', (text, expected) => {
    expect(parseVersion(text)).toEqual(expected);
  });

  test('is not read from a text without one', () => {
    expect(parseVersion('dev')).toBeUndefined();
  });

  test.each<[Version, string, boolean]>([
    [[1, 29, 9], '1.30', true],
    [[1, 30, 0], '1.30', false],
    [[1, 9, 0], '1.30', true],
    [[2, 0, 0], '1.30', false],
    [[0, 24, 0], '0.24', false],
  ])('%j older than %s: %s', (version, least, expected) => {
    expect(isOlder(version, least)).toBe(expected);
  });
});
