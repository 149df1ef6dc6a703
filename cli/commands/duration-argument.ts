import { InvalidArgumentError } from 'commander';
import type { Duration } from '../../engine/base/duration';
import { parseDuration } from '../../engine/text/duration';

/**
 * Reads the value of an option that takes a duration.
 * @throws InvalidArgumentError if it is none
 */
export function durationArgument(text: string): Duration {
  const duration = parseDuration(text);
  if (duration === undefined) throw new InvalidArgumentError('Write a duration such as 90s, 5m or 1h30m.');
  return duration;
}
