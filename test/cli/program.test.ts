import { program } from '../../cli/program';
import project from '../../slipway.config';

let printed = '';

beforeEach(() => {
  printed = '';
  const keep = (text: string | Uint8Array): boolean => {
    printed += text.toString();
    return true;
  };
  jest.spyOn(process.stderr, 'write').mockImplementation(keep);
  jest.spyOn(process.stdout, 'write').mockImplementation(keep);
});

afterEach(() => {
  jest.restoreAllMocks();
});

async function slipway(...args: string[]): Promise<unknown> {
  return (await program(args, () => project)).parseAsync(args, { from: 'user' });
}

describe('the command line', () => {
  test.each([
    ['up flask-ngnix', "there is no stack 'flask-ngnix': did you mean 'flask-nginx'?"],
    ['down wordpress', "there is no stack 'wordpress'"],
    ['status wordpress', "there is no stack 'wordpress'"],
    ['pin wordpress', "there is no stack 'wordpress'"],
    ['rotate wordpress', "there is no stack 'wordpress'"],
    ['diff wordpress', "there is no stack 'wordpress'"],
    ['diff --scale web=0', "'--scale' names 'web', which is not a Deployment or StatefulSet of the stack"],
    ['graph wordpress', "there is no stack 'wordpress'"],
    ['graph --output stack.png', 'must be an SVG file'],
    ['graph --output /no/folder/stack.svg', "the drawing can't be written"],
    ['open wordpress', "there is no stack 'wordpress'"],
    ['logs wordpress', "there is no stack 'wordpress'"],
    ['backup wordpress', "there is no stack 'wordpress'"],
    ['backups wordpress', "there is no stack 'wordpress'"],
    ['restore wordpress --from latest', "there is no stack 'wordpress'"],
    ['start wordpress', "there is no stack 'wordpress'"],
    ['synth --env prd', "there is no environment 'prd': did you mean 'prod'?"],
    ['down --cluster --context staging', "'staging' is not a kind cluster"],
    ['explain /no/compose.yaml', 'there is no file /no/compose.yaml'],
    ['up --kind-config /no/kind.yaml', 'there is no kind configuration /no/kind.yaml'],
  ])('%s is refused with a paragraph', async (line, message) => {
    await expect(slipway(...line.split(' '))).rejects.toThrow(message);
  });

  test.each([
    ['up --timeout 5', 'Write a duration such as 90s, 5m or 1h30m.'],
    ['up a b', "too many arguments for 'up'"],
    ['logs', "missing required argument 'stack'"],
    ['run flask-nginx', "missing required argument 'task'"],
    ['explain', "missing required argument 'compose.yaml'"],
    ['restore flask-nginx', "required option '--from <backup...>' not specified"],
    ['up --tmeout 5s', 'Did you mean --timeout?'],
    ['lgos', 'Did you mean logs?'],
    ['completion csh', 'Allowed choices are bash, zsh, fish.'],
  ])('%s is refused with a hint', async (line, message) => {
    await expect(slipway(...line.split(' '))).rejects.toThrow();
    expect(printed).toContain(message);
  });

  test('does not show what only the scripts of completion call', async () => {
    await expect(slipway('--help')).rejects.toThrow('(outputHelp)');
    expect(printed).toContain('  completion ');
    expect(printed).not.toContain('  complete ');
  });

  test.each([
    ...['start', 'synth', 'diff', 'graph', 'up', 'status', 'open', 'logs', 'pin', 'rotate', 'trust'],
    ...['backup', 'backups', 'restore', 'down', 'run', 'completion', 'explain'],
  ])('%s has help with examples', async (command) => {
    await expect(slipway(command, '--help')).rejects.toThrow('(outputHelp)');
    expect(printed).toContain('Examples:');
  });
});
