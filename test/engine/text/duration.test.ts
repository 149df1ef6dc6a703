import { formatDuration, parseDuration } from '../../../engine/text/duration';

describe('a duration', () => {
  test.each([
    ['90s', 90_000],
    ['5m', 300_000],
    ['1h30m', 5_400_000],
  ])('%s is %i milliseconds', (text, expected) => {
    expect(parseDuration(text)?.toMilliseconds()).toBe(expected);
  });

  test.each(['5', '5 m', 'm', '-5m', '5min', '1.5h', ''])('%j is not a duration', (text) => {
    expect(parseDuration(text)).toBeUndefined();
  });

  test.each([
    [0, '0s'],
    [-3_000, '0s'],
    [76_400, '76s'],
    [200_000, '3m20s'],
    [300_000, '5m'],
    [3_600_000, '60m'],
    [18_000_000, '5h'],
    [1_036_800_000, '12d'],
  ])('of %i milliseconds is shown as %s', (milliseconds, expected) => {
    expect(formatDuration(milliseconds)).toBe(expected);
  });
});
