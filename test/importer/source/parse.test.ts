import { parseSource } from '../../../importer/source/parse';
import type { SourceNode } from '../../../importer/source/source-node';

/** `line:column text` of each scalar, by its path; `!tag` of a tagged node. */
function scalars(text: string): Record<string, string> {
  return Object.fromEntries(parseSource('a.yaml', text).flatMap((node) => below(node, '')));
}

function below(node: SourceNode, path: string): [string, string][] {
  const { line, column } = node.at;
  if (node.tag) return [[path, node.tag]];
  if (node.kind === 'scalar') return [[path, `${line}:${column} ${node.isNull ? 'null' : node.text}`]];
  if (node.kind === 'list') return node.items.flatMap((item, index) => below(item, `${path}[${index}]`));
  return [...node.entries].flatMap(([key, { value }]) => below(value, `${path}.${key}`));
}

describe('parseSource', () => {
  test('has the place of each scalar, in blocks and in flows', () => {
    expect(scalars('a:\n  - b\n  - "c: d"\ne: { f: 1, g: [2] }\n')).toEqual({
      '.a[0]': '2:5 b',
      '.a[1]': '3:5 c: d',
      '.e.f': '4:9 1',
      '.e.g[0]': '4:16 2',
    });
  });

  test('counts lines that end with a carriage return, and columns in UTF-16', () => {
    expect(scalars('a: ü😀\r\nb: { "😀": x }\r\n')).toEqual({ '.a': '1:4 ü😀', '.b.😀': '2:12 x' });
  });

  test('keeps numbers and booleans as they are written', () => {
    expect(scalars('a: 0755\nb: 1e3\nc: yes\nd: ~\ne:\nf: 1_000\n')).toEqual({
      '.a': '1:4 0755',
      '.b': '2:4 1e3',
      '.c': '3:4 yes',
      '.d': '4:4 null',
      '.e': expect.stringMatching(/^5:\d+ null$/) as string,
      '.f': '6:4 1_000',
    });
  });

  test('follows an alias to the place in its anchor', () => {
    expect(scalars('x: &a\n  b: 1\ny: *a\n')).toEqual({ '.x.b': '2:6 1', '.y.b': '2:6 1' });
  });

  test('merges mappings: an own key comes first, then the first of a list', () => {
    const text = 'x: &x { a: 1, b: 1 }\ny: &y { b: 2, c: 2 }\nz:\n  c: 3\n  <<: [*x, *y]\n';

    expect(scalars(text)).toMatchObject({ '.z.a': '1:12 1', '.z.b': '1:18 1', '.z.c': '4:6 3' });
  });

  test('keeps the tags with which Compose resets and overrides', () => {
    expect(scalars('a: !reset null\nb: !override [1]\n')).toEqual({ '.a': '!reset', '.b': '!override' });
  });

  test('keeps comments above a key, and names of anchors', () => {
    const [root] = parseSource('a.yaml', 'a: 1\n# The database.\n# It is large.\nb: &db { c: 1 }\n');
    const entry = root?.kind === 'mapping' ? root.entries.get('b') : undefined;

    expect(entry?.comment).toBe(' The database.\n It is large.');
    expect(entry?.key).toEqual({ file: 'a.yaml', line: 4, column: 1 });
    expect(entry?.value.anchor).toBe('db');
  });

  test('reads each document of a file', () => {
    expect(parseSource('a.yaml', 'a: 1\n---\nb: 2\n')).toHaveLength(2);
  });

  test.each(['', '# nothing\n', '\t', 'a: [', 'a: *none', '? {a: b}\n: c', 'a: &a [*a]', '- - -'])(
    'does not fail on %j',
    (text) => {
      expect(() => scalars(text)).not.toThrow();
    },
  );

  test('reads aliases of aliases in a moment', () => {
    const lines = ['a0: &a0 [x, x]'];
    for (let n = 1; n <= 40; n++) lines.push(`a${n}: &a${n} [*a${n - 1}, *a${n - 1}]`);

    expect(parseSource('a.yaml', lines.join('\n'))).toHaveLength(1);
  });
});
