import { InvalidArgumentError } from 'commander';
import { durationArgument } from '../../../cli/commands/duration-argument';

describe('the value of an option that takes a duration', () => {
  test('is read', () => {
    expect(durationArgument('1h30m').toMinutes()).toBe(90);
  });

  test('refuses a text that is not a duration, with examples', () => {
    expect(() => durationArgument('5')).toThrow(
      new InvalidArgumentError('Write a duration such as 90s, 5m or 1h30m.'),
    );
  });
});
