import { folderIn, withStack } from '../../../cli/import/config';

describe('the folder of a stack in slipway.config.ts', () => {
  test.each([
    ["stacks: { shop: 'apps/shop' }", 'apps/shop'],
    ["stacks: { shop: { folder: 'apps/shop', compose: 'compose.yaml' } }", 'apps/shop'],
    ["stacks: {\n  'shop': {\n    compose: 'c.yaml',\n    folder: \"x\",\n  },\n}", 'x'],
    ["stacks: { 'my-shop': { folder: 'other' } }", undefined],
    ["stacks: { blog: { folder: 'apps/blog' } }", undefined],
    ['stacks: { shop: Shop }', undefined],
  ])('of %j is %j', (text, folder) => {
    expect(folderIn(text, 'shop')).toBe(folder);
  });

  test('is found in what an import has added', () => {
    const text = withStack(
      'export default defineProject({ stacks: {} });',
      "'my-shop': { folder: 'a/b', compose: 'c' }",
    );

    expect(folderIn(text ?? '', 'my-shop')).toBe('a/b');
  });
});
