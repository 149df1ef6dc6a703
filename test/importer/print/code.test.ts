import { runInNewContext } from 'node:vm';
import { duration, object, size, template, text } from '../../../importer/code/code';
import { className, Variables } from '../../../importer/plan/variables';
import { formatted } from '../../../importer/print/format';

/** The value of an expression. */
const valueOf = (code: string): unknown => runInNewContext(code);

describe('texts in a chart', () => {
  test.each(["it's", '"', '`${a}`', '\\', 'a\nb', '\u2028', '\t', '$(A) $$', '*/', '\r\n', ''])(
    '%j is itself',
    (value) => {
      expect(valueOf(text(value))).toBe(value);
      expect(valueOf(template([value]))).toBe(value);
    },
  );

  test('with values between them', () => {
    expect(valueOf(template(['a`', '${b', ''], ['1', '2']))).toBe('a`1${b2');
  });
});

test('the keys of an object are quoted if they must be', () => {
  const code = object([
    { key: 'a', code: '1' },
    { key: 'b-c', code: '2' },
    { key: '53', code: '3' },
    { key: '...', code: '{ d: 4 }' },
  ]);

  expect(valueOf(`(${code})`)).toEqual({ a: 1, 'b-c': 2, 53: 3, d: 4 });
});

test.each([
  [90, 'slipway.Duration.seconds(90)'],
  [120, 'slipway.Duration.minutes(2)'],
  [0.5, 'slipway.Duration.millis(500)'],
])('%d s are %s', (seconds, code) => {
  expect(duration(seconds)).toBe(code);
});

test.each([
  [1, 'slipway.Size.mebibytes(1)'],
  [2 ** 20 + 1, 'slipway.Size.mebibytes(2)'],
  [2 ** 31, 'slipway.Size.gibibytes(2)'],
])('%d bytes are %s', (bytes, code) => {
  expect(size(bytes)).toBe(code);
});

describe('variables', () => {
  test('have names of their own, which are no words of TypeScript', () => {
    const variables = new Variables();

    expect(
      ['order-api', 'order_api', 'this', 'class', '1st', 'slipway'].map((id) => variables.take(id)),
    ).toEqual(['orderApi', 'orderApi2', 'this2', 'class2', '_1st', 'slipway2']);
  });

  test('a class has a capital', () => {
    expect(className('my-shop')).toBe('MyShop');
  });
});

test('what is no TypeScript is not formatted', async () => {
  await expect(formatted('const a = ;', '/shop/chart.ts')).rejects.toMatchObject({ name: 'SyntaxError' });
});
