import { checkSchedule, longestInterval } from '../../../lib/core/schedule';

test.each([
  '0 2 * * *',
  '0/15 2 * * *',
  '*/15 * * * *',
  '5-30/5 0,12 * * *',
  '0 2 ? * MON-FRI',
  '0 2 1 jan,jul *',
  '0 2 29 2 *',
  '0 2 1-7 * 0',
  '0  2 * * *',
  '@daily',
  '@midnight',
  '@weekly',
])('%j is a schedule', (schedule) => {
  expect(checkSchedule('backups', schedule)).toBe(schedule);
});

describe('a schedule that Kubernetes refuses is refused', () => {
  test.each([
    ['nightly', 'it must have five fields: minute, hour, day of the month, month, day of the week'],
    ['0 0 2 * * *', 'it must have five fields: minute, hour, day of the month, month, day of the week'],
    ['a b c d e', "'a' is no minute"],
    ['60 2 * * *', "'60' is no minute"],
    ['0 24 * * *', "'24' is no hour"],
    ['0 22-2 * * *', "'22-2' is no hour"],
    ['0 2 0 * *', "'0' is no day of the month"],
    ['0 2 29-32/5 * *', "'29-32/5' is no day of the month"],
    ['0 2 * 13 *', "'13' is no month"],
    ['0 2 * * 7', "'7' is no day of the week"],
    ['0 2 * * 5-7', "'5-7' is no day of the week"],
    ['0 2 * * FRI-SUN', "'FRI-SUN' is no day of the week"],
    ['0 2 * * sunday', "'sunday' is no day of the week"],
    ['*/0 * * * *', "'*/0' is no minute"],
    ['0 2 L * *', "'L' is no day of the month"],
    ['0 2 15W * *', "'15W' is no day of the month"],
    ['0 2 * * 1#2', "'1#2' is no day of the week"],
    ['H 2 * * *', "'H' is no minute"],
    ['@reboot', 'the macros are @yearly, @annually, @monthly, @weekly, @daily, @midnight, @hourly'],
    ['2026-11-30T00:00:00', 'it must have five fields'],
  ])('%j', (schedule, fault) => {
    expect(() => checkSchedule('backups', schedule)).toThrow(
      `'schedule' of 'backups' must be a cron expression such as '0 2 * * *' or '@daily', got '${schedule}': ${fault}`,
    );
  });
});

test('a day that never comes is refused', () => {
  expect(() => checkSchedule('backups', '0 2 30 2 *')).toThrow("got '0 2 30 2 *': there is no such day");
});

test.each([
  ['*/5 * * * *', 5 / 60],
  ['@hourly', 1],
  ['0 2 * * *', 24],
  ['@daily', 24],
  ['0 2 * * MON-FRI', 3 * 24],
  ['@weekly', 7 * 24],
  ['0 2 1 * *', 31 * 24],
  ['@yearly', 366 * 24],
])('%j has at most %d hours between two runs', (schedule, hours) => {
  expect(longestInterval(schedule).toSeconds()).toBe(hours * 3_600);
});
