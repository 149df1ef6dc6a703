import { type ChildProcess, spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { Duration } from './duration';
import { Interrupted, interruption } from './interrupt';

/** How to run a command. */
export interface RunOptions {
  /** Text for its standard input. @default - an empty input */
  readonly input?: string;

  /** Ends the command. @default - Ctrl-C */
  readonly signal?: AbortSignal;

  /** Variables added to its environment. */
  readonly env?: Readonly<Record<string, string>>;

  /** Called with each line of its output, both streams, while it runs. */
  readonly onLine?: (line: string) => void;

  /** Whether to keep the output. @default true */
  readonly capture?: boolean;
}

/** What a command that has ended left. */
export interface Outcome {
  /** 127, as in a shell, if there is no such program. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command that must succeed has not. */
export class CommandFailed extends Error {
  public override readonly name = 'CommandFailed';

  constructor(
    public readonly command: string,
    public readonly outcome: Outcome,
  ) {
    super(`'${command}' ended with exit code ${outcome.exitCode}: ${outcome.stderr.trim()}`);
  }
}

let announce: (line: string) => void = () => undefined;

/** Has `listener` called with each program that is run from now on, as a line of a shell. */
export function announceCommands(listener: (line: string) => void): void {
  announce = listener;
}

function shellLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

const noSuchProgram = 127;
/** Time between asking a program to end and killing it. */
const grace = Duration.seconds(10);

/**
 * Runs a program to its end, without a shell.
 *
 * It gets a process group of its own, so that a Ctrl-C reaches it and everything it started exactly once, from here.
 *
 * @throws Interrupted once the program has ended because of `signal`
 */
export async function run(
  program: string,
  args: readonly string[],
  { input = '', signal = interruption, env, onLine, capture = true }: RunOptions = {},
): Promise<Outcome> {
  stopIf(signal);
  announce(shellLine([program, ...args]));
  const child = spawn(program, args, {
    detached: true,
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...env },
  });
  const output = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const) {
    child[name].setEncoding('utf8');
    if (capture) child[name].on('data', (text: string) => (output[name] += text));
    if (onLine) eachLine(child[name], onLine);
    else if (!capture) child[name].resume();
  }
  // A program that does not read all of its input is no error of its own: its exit code tells.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);

  const exitCode = await ended(child, signal);
  stopIf(signal);
  return exitCode === noSuchProgram && !output.stderr
    ? { exitCode, stdout: '', stderr: `${program}: no such program` }
    : { exitCode, ...output };
}

/** Runs a program that must succeed, and gives its standard output. */
export async function output(
  program: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const outcome = await run(program, args, options);
  if (outcome.exitCode !== 0) throw new CommandFailed([program, ...args].join(' '), outcome);
  return outcome.stdout;
}

/** Not by `node:readline`, for which a carriage return ends a line too: logs have it within lines. */
function eachLine(stream: Readable, onLine: (line: string) => void): void {
  let begun = '';
  stream.on('data', (text: string) => {
    const lines = (begun + text).split('\n');
    begun = lines.pop() ?? '';
    lines.forEach((line) => {
      onLine(line);
    });
  });
  stream.on('end', () => {
    if (begun !== '') onLine(begun);
  });
}

function stopIf({ aborted }: AbortSignal): void {
  if (aborted) throw new Interrupted();
}

function ended(child: ChildProcess, signal: AbortSignal): Promise<number> {
  return new Promise((resolve, reject) => {
    let force: NodeJS.Timeout | undefined;
    const end = (): void => {
      signalGroup(child, 'SIGTERM');
      force = setTimeout(() => {
        signalGroup(child, 'SIGKILL');
      }, grace.toMilliseconds());
    };
    signal.addEventListener('abort', end, { once: true });
    const settled = (): void => {
      clearTimeout(force);
      signal.removeEventListener('abort', end);
    };
    child.once('error', (error: NodeJS.ErrnoException) => {
      settled();
      if (error.code === 'ENOENT') resolve(noSuchProgram);
      else reject(error);
    });
    child.once('close', (code) => {
      settled();
      resolve(code ?? 1);
    });
  });
}

function signalGroup(child: ChildProcess, signal: NodeJS.Signals): void {
  if (child.pid === undefined) return;
  try {
    process.kill(-child.pid, signal);
  } catch (error) {
    // ESRCH: it has ended in the meantime.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
