import fc from 'fast-check';
import { load, YAML11_SCHEMA } from 'js-yaml';
import { parse } from 'yaml';
import { yamlText } from '../../lib/yaml';

const readers: Readonly<Record<string, (yaml: string) => unknown>> = {
  'yaml, version 1.1': (yaml) => parse(yaml, { version: '1.1' }) as unknown,
  'yaml, version 1.2': (yaml) => parse(yaml, { version: '1.2' }) as unknown,
  'js-yaml, version 1.1': (yaml) => load(yaml, { schema: YAML11_SCHEMA }),
  'js-yaml, version 1.2': (yaml) => load(yaml),
};

const odd = Array.from('-:?#|>%@&*!\'"`,[]{}=<~ \t\n\r\\0179abefnotxyzTZ._+\u0085\u00a0\u2028\ufeff');

/** Strings of what YAML has a meaning for, and any others. */
const strings = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 20 }),
  fc.string({
    unit: fc.constantFrom(...odd),
    maxLength: 12,
  }),
  fc.constantFrom(
    'true',
    'No',
    'ON',
    'y',
    'null',
    '~',
    '<<',
    '=',
    '.inf',
    '-.NaN',
    '2026-11-30',
    '1:20:30',
    '---',
    '...',
  ),
);
const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
  tree: fc.oneof(
    { depthSize: 'small' },
    strings,
    fc.oneof(
      fc.boolean(),
      fc.constant(null),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
    ),
    fc.array(tie('tree'), { maxLength: 4 }),
    fc.dictionary(strings, tie('tree'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));

describe('yamlText', () => {
  test.each(Object.entries(readers))('is read back by %s unchanged', (_, read) => {
    fc.assert(
      fc.property(fc.dictionary(strings, tree, { noNullPrototype: true }), (document) => {
        expect(read(yamlText(document))).toEqual(JSON.parse(JSON.stringify(document)));
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    // what kubectl takes for a number, and the other readers here do not
    ...[
      '-.5',
      '+.5',
      '0X1F',
      '0B1',
      '0O17',
      '0o17',
      '1_',
      '0_',
      '-0b1',
      '1__0',
      '0x_1',
      '-_.1',
      'e0',
      '-E+1',
    ],
    // a number or a date in one version of YAML
    ...[
      '017',
      '1e3',
      '12e03',
      '4e89151',
      '1:20',
      '190:20:30.15',
      '1_000',
      '.5',
      '2001-1-1',
      '2001-12-14t21:59:43.10-05:00',
    ],
    ...['yes', 'No', 'oN', 'y', 'N', 'off', 'True', 'NULL', '~', '', '.inf', '-.INF', '.NaN', '<<', '='],
  ])('%j is quoted', (string) => {
    expect(yamlText({ [string]: string })).toBe(`${JSON.stringify(string)}: ${JSON.stringify(string)}\n`);
  });

  test.each([
    'nginx:1.29.1@sha256:4cc89151',
    'postgresql://shop@postgres:5432/shop?sslmode=disable',
    '512Mi',
    '0 3 * * *',
    '-c',
    '--data-checksums',
    '/var/lib/postgresql',
    '$(DATABASE_URL)',
    'test -f /ready || { echo "not yet"; exit 1; }',
    'name, with é, ü and 日本',
  ])('%j is plain', (string) => {
    expect(yamlText({ value: string })).toBe(`value: ${string}\n`);
  });

  test('prints objects and lists below their keys, in their order, and no anchor', () => {
    const ports = [{ name: 'http', port: 80 }, { port: 443 }];

    expect(yamlText({ b: ports, a: { ports, nested: [[1, 2], []] }, none: {} })).toBe(`b:
  - name: http
    port: 80
  - port: 443
a:
  ports:
    - name: http
      port: 80
    - port: 443
  nested:
    - - 1
      - 2
    - []
none: {}
`);
  });

  test('leaves out members that are undefined', () => {
    expect(yamlText({ a: undefined, b: { c: undefined }, d: 1 })).toBe('b: {}\nd: 1\n');
  });

  test('prints text of several lines as a block, and no line is folded', () => {
    const long = 'word '.repeat(100);

    expect(yamlText({ a: `if x; then\n\ty # ${long}\n\nfi\n`, b: 'x\ny', c: 'x\n\n', d: 1 })).toBe(
      `a: |\n  if x; then\n  \ty # ${long}\n\n  fi\nb: |-\n  x\n  y\nc: |+\n  x\n\nd: 1\n`,
    );
  });

  test('prefers single quotes where double quotes would all be escaped', () => {
    expect(yamlText({ a: '{"role":"read"}', b: `"it's"` })).toBe(`a: '{"role":"read"}'\nb: "\\"it's\\""\n`);
  });
});
