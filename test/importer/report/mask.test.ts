import { Mask, maskedComment, maskedValue } from '../../../importer/report/page/mask';

describe('a mask', () => {
  test.each([
    ['in a word', 'redis-server --requirepass=hunter2', 'redis-server --requirepass=••••'],
    ['escaped in code', String.raw`args: ["say \"hunter\""]`, 'args: ["say ••••"]'],
    ['short, alone', 'a pass of', 'a •••• of'],
    ['short, in a word', 'passwords', 'passwords'],
    ['very short', 'a pw of', 'a pw of'],
    ['of which another one is a part', 'hunter23', '••••'],
    ['in several lines', '{ first-secret }', '{ •••• }'],
    ['that is an open word', 'postgres:16', 'postgres:16'],
  ])('hides a secret %s', (_, text, expected) => {
    const secrets = [
      'hunter2',
      'hunter23',
      '"hunter"',
      'pass',
      'pw',
      'postgres',
      '{\n  first-secret\n}\n',
      '',
    ];

    expect(new Mask(secrets, new Set(['postgres'])).of(text)).toBe(expected);
  });

  test('without secrets changes nothing', () => {
    expect(new Mask([], new Set()).of('as it is')).toBe('as it is');
  });
});

test.each([
  ['"hunter2"', '"••••"'],
  ['postgres://shop:hunter2@db', 'postgres://shop:••••@db'],
  ['${TOKEN:-hunter2}', '${TOKEN:-••••}'],
  ['TOKEN=${TOKEN}', 'TOKEN=${TOKEN}'],
  ['"${TOKEN:?say a token}"', '"${TOKEN:?say a token}"'],
  ['${TOKEN:-other}', '••••'],
  ['TOKEN=hunt\\x65r2', 'TOKEN=••••'],
  ['TOKEN', 'TOKEN'],
  ['|\n  one\n  two\n', '••••\n  ••••\n  ••••\n'],
])('of the value %j only what is no secret is shown', (written, shown) => {
  expect(maskedValue(written, ['hunter2'], 'TOKEN')).toBe(shown);
});

test.each([
  ['# DB_PASSWORD: hunter2', '# DB_PASSWORD: ••••'],
  ['#- TOKEN="hunter2"', '#- TOKEN="••••"'],
  ['# PORT: 8080, see https://example.com', '# PORT: 8080, see https://example.com'],
])('of the comment %j the secrets are hidden', (comment, shown) => {
  expect(maskedComment(comment)).toBe(shown);
});
