import { type Outcome, run, type RunOptions } from '../base/command';
import type { Duration } from '../base/duration';
import { interruption } from '../base/interrupt';
import type { KubeList, KubeObject } from './kube-object';
import { explainKubectl } from './kubectl-errors';

/** kubectl against one context: every call names it, so that the current context plays no part. */
export class Kubectl {
  private readonly unknown = new Set<string>();

  /**
   * @param flags what every call is given besides
   * @param signal ends every call. @default - Ctrl-C
   */
  constructor(
    public readonly context: string,
    private readonly flags: readonly string[] = [],
    public readonly signal: AbortSignal = interruption,
  ) {}

  /** The same, but each call gives up after that time without an answer. */
  public within(patience: Duration): Kubectl {
    return new Kubectl(
      this.context,
      [...this.flags, `--request-timeout=${patience.toSeconds()}s`],
      this.signal,
    );
  }

  /** The same, but its calls go on until that signal is aborted, whatever Ctrl-C says. */
  public heeding(signal: AbortSignal): Kubectl {
    return new Kubectl(this.context, this.flags, signal);
  }

  /**
   * Runs kubectl and gives its standard output.
   *
   * @throws Failure that says in one paragraph what is wrong and what to do
   */
  public async run(args: readonly string[], options?: RunOptions): Promise<string> {
    const outcome = await this.attempt(args, options);
    if (outcome.exitCode !== 0) throw explainKubectl(outcome.stderr || outcome.stdout, this.context);
    return outcome.stdout;
  }

  /** Runs kubectl, and leaves it to the caller what a failure means. */
  public attempt(args: readonly string[], options?: RunOptions): Promise<Outcome> {
    return run('kubectl', ['--context', this.context, ...this.flags, ...args], {
      signal: this.signal,
      ...options,
    });
  }

  /** One object, or undefined if it does not exist. */
  public async find<T extends KubeObject>(
    kind: string,
    name: string,
    args: readonly string[] = [],
  ): Promise<T | undefined> {
    const text = await this.run(['get', kind, name, '--ignore-not-found', '--output=json', ...args]);
    return text.trim() === '' ? undefined : (JSON.parse(text) as T);
  }

  /** All objects of these kinds. */
  public async list<T extends KubeObject>(
    kinds: readonly string[],
    args: readonly string[] = [],
    options?: RunOptions,
  ): Promise<readonly T[]> {
    const text = await this.run(['get', kinds.join(','), '--output=json', ...args], options);
    return (JSON.parse(text) as KubeList<T>).items;
  }

  /** The same for kinds of an operator: none, where the cluster does not know them. */
  public async listKnown<T extends KubeObject>(
    kinds: readonly string[],
    args: readonly string[] = [],
  ): Promise<readonly T[]> {
    const asked = kinds.join(',');
    if (this.unknown.has(asked)) return [];
    const { exitCode, stdout, stderr } = await this.attempt(['get', asked, '--output=json', ...args]);
    if (exitCode === 0) return (JSON.parse(stdout) as KubeList<T>).items;
    if (!stderr.includes("server doesn't have a resource type")) throw explainKubectl(stderr, this.context);
    this.unknown.add(asked); // it is asked every other second
    return [];
  }
}
