import { candidatesFor, files } from '../../../cli/completion/candidates';
import type { CommandShape } from '../../../cli/completion/shape';

const shapes: Readonly<Record<string, CommandShape>> = {
  up: {
    options: [
      { names: ['--env'], description: 'environment', value: 'name' },
      { names: ['--scale'], description: 'number of pods', value: 'workload=number' },
      { names: ['--all'], description: 'every stack' },
      { names: ['-o', '--output'], description: 'format', value: 'format', choices: ['text', 'json'] },
      { names: ['--out'], description: 'folder', value: 'folder' },
      { names: ['--from'], description: 'backups', value: 'backup...', variadic: true },
    ],
    arguments: [{ name: 'stack' }, { name: 'service' }],
  },
  synth: { options: [], arguments: [{ name: 'stacks', variadic: true }] },
  completion: { options: [], arguments: [{ name: 'shell', choices: ['bash', 'zsh'] }] },
};

const asked: string[] = [];
beforeEach(() => (asked.length = 0));

async function completed(...words: readonly string[]): Promise<string[]> {
  const candidates = await candidatesFor(words, {
    commands: Object.keys(shapes).map((name) => ({ name, description: `what ${name} does` })),
    shape: (name) => {
      asked.push(name);
      return Promise.resolve(shapes[name] ?? { options: [], arguments: [] });
    },
    names: () => {
      asked.push('names');
      return Promise.resolve({ shop: ['dev', 'prod'], blog: ['dev', 'test'] });
    },
  });
  return candidates.map(({ word }) => word);
}

describe('at the first word', () => {
  test.each([
    ['', ['up', 'synth', 'completion']],
    ['s', ['synth']],
    ['-', ['--help', '--version']],
  ])('%j is completed, for which nothing is loaded', async (word, expected) => {
    expect(await completed(word)).toEqual(expected);
    expect(asked).toEqual([]);
  });

  test('without any word there are the commands', async () => {
    expect(await completed()).toEqual(['up', 'synth', 'completion']);
  });
});

describe('behind a command', () => {
  test.each([
    ['stacks', ['up', ''], ['shop', 'blog']],
    ['stacks behind an option without a value', ['up', '--all', 's'], ['shop']],
    ['stacks behind an option and its value', ['up', '--scale', 'web=0', 'b'], ['blog']],
    ['nothing for an argument that nobody knows', ['up', 'shop', ''], []],
    ['nothing for one more argument', ['up', 'shop', 'web', ''], []],
    ['further stacks, but each once', ['synth', 'shop', ''], ['blog']],
    ['choices of an argument', ['completion', 'z'], ['zsh']],
    ['environments', ['up', '--env', ''], ['dev', 'prod', 'test']],
    ['environments of the stack that is named', ['up', 'blog', '--env', 't'], ['test']],
    ['environments behind an equals sign', ['up', '--env=p'], ['--env=prod']],
    ['environments behind one that is a word of its own', ['up', '--env', '=', 'p'], ['prod']],
    ['environments right behind such a one', ['up', 'shop', '--env', '='], ['dev', 'prod']],
    ['choices of an option', ['up', '-o', ''], ['text', 'json']],
    ['files for an option that takes them', ['up', '--out', 'di'], [files]],
    ['files for it behind an equals sign', ['up', '--out=di'], [files]],
    ['nothing for the value of another', ['up', '--scale', ''], []],
    ['nothing for a value whose option nobody knows', ['up', '--nonsense='], []],
    ['options behind several values', ['up', '--from', 'a', 'b', '--a'], ['--all']],
    ['nothing behind a word that is no command', ['upp', ''], []],
  ])('%s', async (_, words, expected) => {
    expect(await completed(...words)).toEqual(expected);
  });

  test('options are completed by their long names, for which no project is loaded', async () => {
    expect(await completed('up', '--o')).toEqual(['--output', '--out']);
    expect(asked).toEqual(['up']);
  });
});
