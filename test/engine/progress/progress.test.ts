import { Interrupted } from '../../../engine/base/interrupt';
import { plainReporter } from '../../../engine/progress/plain';

const printed: string[] = [];

beforeEach(() => {
  printed.length = 0;
  jest.spyOn(console, 'log').mockImplementation((line: string) => printed.push(line));
});

afterEach(() => {
  jest.restoreAllMocks();
});

const failure = new Error('no');
const fails = { title: 'fails', run: () => Promise.reject(failure) };

describe('steps without a terminal', () => {
  test('print a line for each change', async () => {
    await plainReporter().runAll([
      {
        title: 'Load',
        run: ({ title, done, line }) => {
          title('Load redis');
          title('Load redis');
          line('chatter');
          done('Loaded redis');
          return Promise.resolve();
        },
      },
    ]);

    expect(printed).toEqual(['- Load', '- Load redis', '+ Loaded redis']);
  });

  test('run their parts below them', async () => {
    const part = { title: 'db 1/1 ready', run: () => Promise.resolve() };
    const run = ({ parts }: { parts: (steps: (typeof part)[]) => void }) => {
      parts([part]);
      return Promise.resolve();
    };
    await plainReporter().runAll([{ title: 'Wait', run }]);

    expect(printed).toEqual(['- Wait', '  - db 1/1 ready', '  + db 1/1 ready', '+ Wait']);
  });

  test('end with the first that fails', async () => {
    const run = jest.fn();

    await expect(plainReporter().runAll([fails, { title: 'never', run }])).rejects.toBe(failure);
    expect(printed).toEqual(['- fails', 'x fails']);
    expect(run).not.toHaveBeenCalled();
  });
});

describe('an interrupted step', () => {
  function interrupted(error: Interrupted, halfDone?: string): Promise<void> {
    return plainReporter().runAll([{ title: 'Load', halfDone, run: () => Promise.reject(error) }]);
  }

  test('says what is half-done', async () => {
    await expect(interrupted(new Interrupted(), 'Half.')).rejects.toMatchObject({ halfDone: 'Half.' });
  });

  test('leaves it to whoever knows better', async () => {
    await expect(interrupted(new Interrupted('Undone.'), 'Half.')).rejects.toMatchObject({
      halfDone: 'Undone.',
    });
  });

  test('says it for its parts too', async () => {
    const part = { title: 'db', run: () => Promise.reject(new Interrupted()) };
    const step = {
      title: 'Wait',
      halfDone: 'Half.',
      run: ({ parts }: { parts: (steps: (typeof part)[]) => void }) => {
        parts([part]);
        return Promise.resolve();
      },
    };

    await expect(plainReporter().runAll([step])).rejects.toMatchObject({ halfDone: 'Half.' });
  });
});

describe('a reporter', () => {
  test('returns the result of a step', async () => {
    const step = { title: 'Count', run: () => Promise.resolve(42) };

    await expect(plainReporter().run(step)).resolves.toBe(42);
  });

  test('throws the error of a step', async () => {
    await expect(plainReporter().run(fails)).rejects.toBe(failure);
  });

  test('shows texts between steps, and marks warnings', () => {
    const reporter = plainReporter();
    reporter.say('so far');
    reporter.warn('careful');

    expect(printed).toEqual(['so far', '! careful']);
  });
});
