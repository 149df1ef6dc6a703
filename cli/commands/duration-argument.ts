import { InvalidArgumentError } from 'commander';
import type { Duration } from '../../engine/base/duration';
import { parseDuration } from '../../engine/text/duration';

/**
 * Reads the duration of an option.
 * @throws InvalidArgumentError if the value is not a duration
 */
export function durationArgument(text: string): Duration {
  const duration = parseDuration(text);
  if (duration === undefined) throw new InvalidArgumentError('Write a duration such as 90s, 5m or 1h30m.');
  return duration;
}
