import { runInNewContext } from 'node:vm';
import { SourceError, transform } from '../../loader/transform';

const file = '/shop/chart.ts';

function run(source: string): unknown {
  const context = { exports: {}, module: { exports: {} as Readonly<Record<string, unknown>> }, require };
  runInNewContext(transform(source, file), { ...context, __filename: file, __dirname: '/shop', URL });
  return context.module.exports.default;
}

function errorOf(source: string): SourceError {
  try {
    transform(source, file);
  } catch (error) {
    if (error instanceof SourceError) return error;
  }
  throw new Error('was not refused');
}

describe('the TypeScript of a user', () => {
  test.each([
    ['types', 'interface A { readonly a: number } const a: A = { a: 1 }; export default a.a;', 1],
    ['an enum', 'enum Size { Small = 1, Large } export default Size.Large;', 2],
    [
      'parameter properties',
      'class A { constructor(public readonly a: number) {} } export default new A(3).a;',
      3,
    ],
    [
      'a type-only import',
      "import { type Stats, statSync } from 'node:fs'; export default typeof statSync;",
      'function',
    ],
    ['satisfies', 'export default ({ a: 4 } satisfies Record<string, number>).a;', 4],
    [
      'import.meta',
      'export default [import.meta.dirname, import.meta.url];',
      ['/shop', 'file:///shop/chart.ts'],
    ],
  ])('may have %s', (_, source, result) => {
    expect(run(source)).toEqual(result);
  });

  test('is refused where it can not be parsed, with the place', () => {
    expect(errorOf('const a = 1;\nconst b = {')).toMatchObject({ position: { file, line: 2, column: 12 } });
  });

  test('is refused where an object has a key twice, such as a stack', () => {
    const { message } = errorOf("export default { shop: 'apps/a',\n  shop: 'apps/b' };");

    expect(message).toBe('Duplicate key "shop" in object literal');
  });
});
