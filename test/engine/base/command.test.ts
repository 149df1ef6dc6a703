import { setTimeout as sleep } from 'node:timers/promises';
import { announceCommands, CommandFailed, output, run } from '../../../engine/base/command';
import { exitCodeOf, Interrupted } from '../../../engine/base/interrupt';

function node(script: string): [string, string[]] {
  return [process.execPath, ['--eval', script]];
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

describe('running a command', () => {
  test('gives its exit code and both outputs', async () => {
    const outcome = await run(...node('console.log("out"); console.error("err"); process.exit(3)'));

    expect(outcome).toEqual({ exitCode: 3, stdout: 'out\n', stderr: 'err\n' });
  });

  test('feeds its input', async () => {
    expect(await output(...node('process.stdin.pipe(process.stdout)'), { input: 'hello' })).toBe('hello');
  });

  test('adds variables to the environment', async () => {
    const [program, args] = node('console.log(process.env.SLIPWAY_TEST)');

    expect(await output(program, args, { env: { SLIPWAY_TEST: 'yes' } })).toBe('yes\n');
  });

  test('shows each line while it runs', async () => {
    const lines: string[] = [];
    await run(...node('console.log("a\\nb"); console.error("c")'), { onLine: (line) => lines.push(line) });

    expect(lines.sort()).toEqual(['a', 'b', 'c']);
  });

  test('takes a carriage return for a part of a line, and the end of the output for the end of one', async () => {
    const lines: string[] = [];
    await run(...node('process.stdout.write("50%\\r100%\\nend")'), { onLine: (line) => lines.push(line) });

    expect(lines).toEqual(['50%\r100%', 'end']);
  });

  test('that does not exist ends like in a shell', async () => {
    expect(await run('no-such-program', [])).toEqual({
      exitCode: 127,
      stdout: '',
      stderr: 'no-such-program: no such program',
    });
  });

  test('that must succeed throws its command line and its output if it fails', async () => {
    const [program, args] = node('console.error("broken"); process.exit(1)');

    await expect(output(program, args)).rejects.toThrow(CommandFailed);
    await expect(output(program, args)).rejects.toThrow('exit code 1: broken');
  });

  test('is not begun once the work is interrupted', async () => {
    await expect(run('no-such-program', [], { signal: AbortSignal.abort() })).rejects.toThrow(Interrupted);
  });

  test('ends with all that it has started when it is interrupted', async () => {
    const controller = new AbortController();
    const grandchild = 'setInterval(() => 0, 1000)';
    const child = `const { spawn } = require('node:child_process');
      const { pid } = spawn(process.execPath, ['--eval', ${JSON.stringify(grandchild)}], { stdio: 'inherit' });
      console.log(pid); setInterval(() => 0, 1000)`;
    const seen = new Promise<number>((resolve) => {
      void run(...node(child), {
        signal: controller.signal,
        onLine: (line) => {
          resolve(Number(line));
        },
      }).catch(() => 0);
    });
    const pid = await seen;
    expect(isAlive(pid)).toBe(true);

    controller.abort();
    for (let tries = 0; tries < 50 && isAlive(pid); tries++) await sleep(100);
    expect(isAlive(pid)).toBe(false);
  });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends the process with %i', (signal, expected) => {
  expect(exitCodeOf(signal)).toBe(expected);
});

test('a command is announced as a line of a shell, to whoever asked for that', async () => {
  const lines: string[] = [];
  announceCommands((line) => lines.push(line));
  await run('echo', ['a b', "it's", '--tail=5']);
  announceCommands(() => undefined);

  expect(lines).toEqual([`echo 'a b' 'it'\\''s' --tail=5`]);
});
