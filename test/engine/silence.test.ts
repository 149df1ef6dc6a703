import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const files = readdirSync(join(root, 'engine'), { recursive: true, encoding: 'utf8' }).filter((file) =>
  file.endsWith('.ts'),
);

/** What in a source prints, or decides how the process ends: only a reporter and the command line do. */
function noise(source: string): string[] {
  return [...source.matchAll(/\bconsole\.\w+|\bprocess\.(?:stdout|stderr|exitCode|exit)\b/g)].map(
    ([found]) => found,
  );
}

describe('the engine', () => {
  test.each(files.filter((file) => !file.startsWith('progress/') && file !== 'base/interrupt.ts'))(
    '%s prints nothing: it is handed a reporter',
    (file) => {
      expect(noise(readFileSync(join(root, 'engine', file), 'utf8'))).toEqual([]);
    },
  );

  test('base/interrupt.ts does no more than end the process', () => {
    expect(noise(readFileSync(join(root, 'engine/base/interrupt.ts'), 'utf8'))).toEqual(['process.exit']);
  });

  test.each(["console.log('x');", 'process.stdout.write(text);', 'process.exitCode = 1;'])(
    'a planted %s is found',
    (source) => {
      expect(noise(source)).toHaveLength(1);
    },
  );
});
