import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { repository } from './command';
import { eventually } from './patience';

/** A slipway command that goes on until Ctrl-C, and what it has printed so far. */
export class Running {
  private output = '';

  private constructor(private readonly child: ChildProcess) {
    for (const stream of [child.stdout, child.stderr])
      stream?.setEncoding('utf8').on('data', (text: string) => (this.output += text));
  }

  public static slipway(...args: string[]): Running {
    return Running.command(repository, 'node', 'bin/slipway.js', ...args);
  }

  /** @param cwd folder that it runs in */
  public static command(cwd: string, program: string, ...args: string[]): Running {
    return new Running(spawn(program, args, { cwd }));
  }

  /** Waits until it has printed what matches. */
  public async prints(pattern: RegExp): Promise<void> {
    await eventually(() =>
      pattern.test(this.output)
        ? Promise.resolve()
        : Promise.reject(new Error(`${pattern.source} is not in:\n${this.output}`)),
    );
  }

  /** Presses Ctrl-C, and gives the exit code. */
  public async interrupt(): Promise<number | null> {
    this.child.kill('SIGINT');
    const [code] = (await once(this.child, 'exit')) as [number | null];
    return code;
  }
}
