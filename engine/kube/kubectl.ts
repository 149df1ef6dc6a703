import { type Outcome, run, type RunOptions } from '../base/command';
import type { Duration } from '../base/duration';
import { interruption } from '../base/interrupt';
import type { KubeList, KubeObject } from './kube-object';
import { explainKubectl } from './kubectl-errors';

/** Runs kubectl with one context. Every call names it, so the current context of the kubeconfig does not matter. */
export class Kubectl {
  private readonly unknown = new Set<string>();

  /**
   * @param flags more flags of every call
   * @param signal ends every call. @default - Ctrl-C
   */
  constructor(
    public readonly context: string,
    private readonly flags: readonly string[] = [],
    public readonly signal: AbortSignal = interruption,
  ) {}

  /** A copy whose calls fail after that time without an answer. */
  public within(patience: Duration): Kubectl {
    return new Kubectl(
      this.context,
      [...this.flags, `--request-timeout=${patience.toSeconds()}s`],
      this.signal,
    );
  }

  /** A copy whose calls are ended by that signal, not by Ctrl-C. */
  public heeding(signal: AbortSignal): Kubectl {
    return new Kubectl(this.context, this.flags, signal);
  }

  /**
   * Runs kubectl, and returns its standard output.
   *
   * @throws Failure with the cause and the fix, if kubectl fails
   */
  public async run(args: readonly string[], options?: RunOptions): Promise<string> {
    const outcome = await this.attempt(args, options);
    if (outcome.exitCode !== 0) throw explainKubectl(outcome.stderr || outcome.stdout, this.context);
    return outcome.stdout;
  }

  /** Runs kubectl. The caller checks its exit code. */
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

  /** All objects of these kinds; undefined without the permission to list them. */
  public async listIfAllowed<T extends KubeObject>(
    kinds: readonly string[],
    args: readonly string[] = [],
  ): Promise<readonly T[] | undefined> {
    const { exitCode, stdout } = await this.attempt(['get', kinds.join(','), '--output=json', ...args]);
    return exitCode === 0 ? (JSON.parse(stdout) as KubeList<T>).items : undefined;
  }

  /** All objects of kinds that an operator defines; none if the cluster does not know these kinds. */
  public async listKnown<T extends KubeObject>(
    kinds: readonly string[],
    args: readonly string[] = [],
  ): Promise<readonly T[]> {
    const asked = kinds.join(',');
    if (this.unknown.has(asked)) return [];
    const { exitCode, stdout, stderr } = await this.attempt(['get', asked, '--output=json', ...args]);
    if (exitCode === 0) return (JSON.parse(stdout) as KubeList<T>).items;
    if (!stderr.includes("server doesn't have a resource type")) throw explainKubectl(stderr, this.context);
    this.unknown.add(asked); // not asked again: a watch lists them every two seconds
    return [];
  }
}
