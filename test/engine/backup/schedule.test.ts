import { lateness, type Schedule } from '../../../engine/backup/schedule';

const monday = '2026-11-30T12:00:00Z';

/** What is said at `now` of a last good backup at `last`. */
function at(now: string, last: string | undefined, schedule: string | Schedule): string | undefined {
  const times = typeof schedule === 'string' ? { schedule } : schedule;
  const since = '2026-11-01T00:00:00Z';
  return lateness(times, last === undefined ? undefined : Date.parse(last), since, Date.parse(now));
}

const late = 'the last backup is too old';

test.each<[string, string, string, string | undefined]>([
  ['0 2 * * *', 'one night without', '2026-11-29T02:00:10Z', undefined],
  ['0 2 * * *', 'two nights without', '2026-11-28T02:00:10Z', late],
  ['0 */6 * * *', 'once without', '2026-11-30T00:00:10Z', undefined],
  ['0 */6 * * *', 'twice without', '2026-11-29T23:59:00Z', late],
  ['*/15 * * * *', 'an hour without', '2026-11-30T11:00:00Z', late],
  ['0/15 2 * * *', 'the last quarter of the night without', '2026-11-30T02:30:10Z', undefined],
  ['0 2 * * 0', 'eight days', '2026-11-22T02:00:10Z', undefined],
  ['0 2 * * 0', 'fifteen days', '2026-11-15T02:00:10Z', late],
  ['0 2 * * MON-FRI', 'none at the weekend', '2026-11-27T02:00:10Z', undefined],
  ['0 2 1 * *', 'two months', '2026-09-30T02:00:00Z', late],
  ['0 2 */1 * 1', 'twelve days, on Mondays only', '2026-11-18T02:00:00Z', undefined],
  ['@daily', 'two nights without', '2026-11-28T00:00:10Z', late],
  ['0 0 2 * * *', 'two nights without, by six fields', '2026-11-28T02:00:10Z', late],
])('%s: %s', (schedule, _, last, trouble) => {
  expect(at(monday, last, schedule)).toBe(trouble);
});

test('a backup that takes hours may take as long the next time', () => {
  const last = '2026-11-28T05:00:00Z'; // begun at 2

  expect(at('2026-11-30T04:59:00Z', last, '0 2 * * *')).toBeUndefined();
  expect(at('2026-11-30T05:01:00Z', last, '0 2 * * *')).toBe(late);
});

test('a schedule respects its time zone', () => {
  const schedule = { schedule: '0 2 * * *', timeZone: 'America/New_York' }; // 7 o'clock UTC
  const last = '2026-11-28T07:00:00Z';

  expect(at('2026-11-30T06:59:00Z', last, schedule)).toBeUndefined();
  expect(at('2026-11-30T07:01:00Z', last, schedule)).toBe(late);
});

test('a first backup is late once the schedule came round twice', () => {
  expect(at('2026-11-02T01:59:00Z', undefined, '0 2 * * *')).toBeUndefined();
  expect(at('2026-11-03T02:01:00Z', undefined, '0 2 * * *')).toBe('there is no backup yet');
});

test.each<[string, Schedule]>([
  ['is suspended', { schedule: '0 2 * * *', suspend: true }],
  ['croner cannot read', { schedule: '@every 12h' }],
  ['never comes round', { schedule: '0 2 30 2 *' }],
])('nothing is late by a schedule that %s', (_, schedule) => {
  expect(at(monday, undefined, schedule)).toBeUndefined();
});
