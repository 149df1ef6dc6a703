import fc from 'fast-check';
import { errorsOf, readFiles, readText } from '../../support/compose-files';

describe('an error has the words of Compose and its place', () => {
  test.each([
    ['services:\n  web:\n    imge: x\n', '3:5', 'services.web.imge'],
    ['services:\n  web:\n    build: 5\n', '3:5', 'services.web.build must be a'],
    ['services:\n  web:\n    image: a\n    healthcheck: { interval: 5 }\n', '4:20', 'must be a string'],
    ['services:\n  web: {}\n', '2:3', 'has neither an image nor a build context'],
    ['services:\n  web:\n    image: a\n    depends_on: [db]\n', '4:18', 'depends on undefined service "db"'],
    ['services:\n  web:\n    image: a\n    networks: [x]\n', '4:16', 'refers to undefined network x'],
    ['services:\n  web:\n    image: a\n    mem_limit: lots\n', '4:16', "invalid size: 'lots'"],
    ['services:\n  web:\n    image: ${\n', '3:12', 'invalid interpolation format'],
    [
      'services:\n  web:\n    image: a\n    image: b\n',
      '4:1',
      'mapping key "image" already defined at line 3',
    ],
    ['services:\n  web: [\n', '2:1', 'did not find expected node content'],
    ['services:\n  a:\n    image: a\n    depends_on: [a]\n', '4:18', 'dependency cycle detected: a -> a'],
    ['include: [./none.yaml]\nservices: {}\n', '1:11', '/shop/none.yaml'],
    [
      'services:\n  web:\n    image: a\n    env_file: [none.env]\n',
      '4:16',
      'env file /shop/none.env not found',
    ],
    ['services: 5\n', '1:1', 'services must be a mapping'],
    ['name: 5\nservices: { web: { image: a } }\n', '1:1', 'name must be a string'],
  ])('%j at %s', async (text, place, words) => {
    const [error = '', ...others] = errorsOf(await readText(text));

    expect(error).toContain(words);
    expect(error.split(' ')[0]).toBe(`compose.yaml:${place}`);
    expect(others).toEqual([]);
  });

  test('in the file of several that has it', async () => {
    const files = {
      'compose.yaml': 'services:\n  web:\n    image: a\n',
      'over.yaml': 'services:\n\n  web:\n    ports: 80\n',
    };
    const [error] = errorsOf(await readFiles(files, { files: Object.keys(files) }));

    expect(error).toMatch(/^over\.yaml:4:/);
  });

  test.each([
    ['', 'empty compose file'],
    ['services:\n  web:\n    image: a\n    ports: ["80:x"]\n', 'Invalid containerPort: x'],
  ])('%j, where the message tells no place', async (text, words) => {
    expect(errorsOf(await readText(text))).toEqual([`- ${words}`]);
  });
});

test('no text makes it throw or hang', async () => {
  const words = [
    'services:',
    ' web:',
    '\n',
    '  ',
    '- ',
    'image: a',
    '&a',
    '*a',
    '${A:-',
    '}',
    '<<: ',
    '!reset',
    '"',
    '{',
    '[',
  ];
  const text = fc.array(fc.oneof(fc.constantFrom(...words), fc.string({ maxLength: 5 })), { maxLength: 15 });

  await fc.assert(
    fc.asyncProperty(text, async (parts) => {
      const { project, problems } = await readText(parts.join(''));
      expect(project !== undefined || problems.some(({ severity }) => severity === 'error')).toBe(true);
    }),
    { numRuns: 6 },
  );
}, 60_000);
