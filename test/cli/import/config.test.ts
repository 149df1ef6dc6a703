import ts from 'typescript';
import { definitionIn, folderIn, withStack } from '../../../cli/import/config';

const around = (stacks: string): string => `import { defineProject, dev } from 'slipway';

export default defineProject({
  environments: { dev: () => ({ ...dev(), monitoring: true }) },
  ${stacks}
  defaultStack: 'shop',
});
`;

const forms: readonly (readonly [form: string, text: string, names: readonly string[]])[] = [
  [
    'a line for each stack',
    around("stacks: {\n    shop: 'apps/shop',\n    blog: 'apps/blog',\n  },"),
    ['shop', 'blog'],
  ],
  ['one line', around("stacks: { shop: 'apps/shop' },"), ['shop']],
  ['one line with a comma', around("stacks: { shop: 'apps/shop', },"), ['shop']],
  ['no comma at the end', around("stacks: {\n    shop: 'apps/shop'\n  },"), ['shop']],
  ['nothing in it', around('stacks: {},'), []],
  ['only a comment in it', around('stacks: {\n    // none yet\n  },'), []],
  [
    'a comment at the end of the line',
    around("stacks: {\n    shop: 'apps/shop' // the shop\n  },"),
    ['shop'],
  ],
  [
    'a comment below the last',
    around("stacks: {\n    shop: 'apps/shop'\n    /* blog: 'apps/blog' */\n  },"),
    ['shop'],
  ],
  [
    'braces in texts',
    around("stacks: {\n    shop: 'apps/{shop}', // }\n    blog: `apps/}`,\n  },"),
    ['shop', 'blog'],
  ],
  [
    'definitions with braces',
    around("stacks: { shop: { folder: 'apps/shop', environments: { test: () => dev() } } },"),
    ['shop'],
  ],
  [
    'keys in quotes',
    around('"stacks": {\n    \'my-shop\': "apps/my-shop",\n    "x": \'x\',\n  },'),
    ['my-shop', 'x'],
  ],
  [
    'a class for a stack',
    around('stacks: { shop: { chart: Shop, folder: join(root, `shop`) }, blog },'),
    ['shop', 'blog'],
  ],
  [
    'a comment with other stacks above',
    `// stacks: { old: 'x' }\n/* stacks: { older: 'x' } */\n${around("stacks: { shop: 'a' },")}`,
    ['shop'],
  ],
  ['tabs', around("stacks: {\n\t\tshop: 'apps/shop',\n\t},"), ['shop']],
  [
    'lines that end with CR',
    around("stacks: {\n    shop: 'apps/shop',\n  },").replaceAll('\n', '\r\n'),
    ['shop'],
  ],
];

/** The keys of the object `stacks`, as TypeScript reads them. */
function keysOf(text: string): string[] {
  const source = ts.createSourceFile('slipway.config.ts', text, ts.ScriptTarget.Latest, true);
  expect((source as unknown as { parseDiagnostics: unknown[] }).parseDiagnostics).toEqual([]);
  const keys: string[] = [];
  const visit = (node: ts.Node): void => {
    const isStacks = ts.isPropertyAssignment(node) && /^["']?stacks["']?$/.test(node.name.getText());
    if (isStacks && ts.isObjectLiteralExpression(node.initializer)) {
      keys.push(
        ...node.initializer.properties.map((each) => (each.name?.getText() ?? '').replaceAll(/["']/g, '')),
      );
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return keys;
}

describe('the text of slipway.config.ts with a further stack', () => {
  test.each(forms)('has it last, from one with %s', (_, text, names) => {
    const changed = withStack(text, "'new-one'", "{ folder: 'apps/new-one', compose: 'compose.yaml' }") ?? '';

    expect(keysOf(changed)).toEqual([...names, 'new-one']);
    const [before, after] = changed.split(
      "    'new-one': { folder: 'apps/new-one', compose: 'compose.yaml' },\n",
    );
    expect(after).toMatch(/^\s*\}/);
    expect(before).toContain('defineProject');
  });

  test('keeps all that others have written', () => {
    const text = around("stacks: {\n    shop: 'apps/shop' // the shop\n  },");

    expect(withStack(text, 'blog', "'apps/blog'")).toBe(
      around("stacks: {\n    shop: 'apps/shop', // the shop\n    blog: 'apps/blog',\n  },"),
    );
  });

  test.each([
    ['a variable', around('stacks: ours,')],
    ['a shorthand', around('stacks,')],
    ['a call', around('stacks: Object.fromEntries([]),')],
    ['none', around('')],
    ['one that is not closed', 'export default defineProject({ stacks: { shop: 1'],
    ['only a comment', "// stacks: { shop: 'x' }"],
  ])('is not there if the stacks are %s', (_, text) => {
    expect(withStack(text, 'blog', "'apps/blog'")).toBeUndefined();
  });
});

describe('the definition of a stack', () => {
  test.each(forms)('is found in one with %s', (_, text, names) => {
    for (const name of names) expect(definitionIn(text, name)).toContain(name);
  });

  test.each(['dev', 'environments', 'stacks', 'test', 'shop'])('is not that of another key %s', (name) => {
    const text = around("stacks: { 'my-shop': { folder: 'shop', environments: { test } } },");

    expect(definitionIn(text, name)).toBeUndefined();
  });
});

describe('the folder of a stack', () => {
  test.each([
    ["stacks: { shop: 'apps/shop' }", 'apps/shop'],
    ["stacks: { shop: { folder: 'apps/shop', compose: 'compose.yaml' } }", 'apps/shop'],
    ['stacks: {\n  "shop": {\n    compose: "c.yaml",\n    folder: "x",\n  },\n}', 'x'],
    ["stacks: { shop: { folder: 'the user\\'s', compose: 'c' } }", "the user's"],
    ["stacks: { 'my-shop': { folder: 'other' } }", undefined],
    ["stacks: { shop: { chart: Shop, folder: join(root, 'shop') } }", undefined],
    ['stacks: { shop: Shop }', undefined],
  ])('in %j is %j', (text, folder) => {
    expect(folderIn(around(`${text},`), 'shop')).toBe(folder);
  });
});
