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

/** The result of a command. */
export interface Outcome {
  /** 127, as in a shell, if there is no such program. */
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A command has failed that must succeed. */
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

/** Calls `listener` with each command that is run from now on, in the syntax of a shell. */
export function announceCommands(listener: (line: string) => void): void {
  announce = listener;
}

function shellLine(words: readonly string[]): string {
  return words
    .map((word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`))
    .join(' ');
}

const noSuchProgram = 127;
/** Time between SIGTERM and SIGKILL. */
const grace = Duration.seconds(10);

/**
 * Runs a program to its end, without a shell.
 *
 * The program gets its own process group. So a Ctrl-C reaches it and its children only once: from this function.
 *
 * @throws Interrupted if `signal` is aborted, after the program has ended
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
  // A program need not read all of its input. Only its exit code counts.
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);

  const exitCode = await ended(child, signal);
  stopIf(signal);
  return exitCode === noSuchProgram && !output.stderr
    ? { exitCode, stdout: '', stderr: `${program}: no such program` }
    : { exitCode, ...output };
}

/** Runs a program that must succeed, and returns its standard output. */
export async function output(
  program: string,
  args: readonly string[],
  options?: RunOptions,
): Promise<string> {
  const outcome = await run(program, args, options);
  if (outcome.exitCode !== 0) throw new CommandFailed([program, ...args].join(' '), outcome);
  return outcome.stdout;
}

/** Without `node:readline`: that also ends a line at a carriage return, and logs have these within a line. */
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
    // ESRCH: it has already ended.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}
