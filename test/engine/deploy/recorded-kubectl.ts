import type { Outcome, RunOptions } from '../../../engine/base/command';
import type { KubeList, KubeObject } from '../../../engine/kube/kube-object';
import { Kubectl } from '../../../engine/kube/kubectl';

/** A cluster that takes what it is given, and keeps which changes it was told to make. */
export class RecordedKubectl extends Kubectl {
  /** Changes as words: the verb, and what it is about. */
  public readonly changes: string[] = [];

  /** The same as they were typed. */
  public readonly calls: string[] = [];

  /**
   * @param live what the cluster has
   * @param refuses name of an object that the cluster does not take
   */
  constructor(
    private readonly live: readonly KubeObject[] = [],
    private readonly refuses?: string,
  ) {
    super('kind-test');
  }

  public override attempt(args: readonly string[], { input }: RunOptions = {}): Promise<Outcome> {
    const [verb = '', ...words] = args;
    if (verb === 'get') return Promise.resolve(this.found(words));
    const names = input === undefined ? words.filter((word) => !word.startsWith('-')) : namesIn(input);
    if (this.refuses !== undefined && names.includes(this.refuses))
      return Promise.resolve({ exitCode: 1, stdout: '', stderr: `The ${this.refuses} is refused` });
    this.calls.push(args.join(' '));
    this.changes.push([verb, ...names].join(' '));
    return Promise.resolve({ exitCode: 0, stdout: input ?? '', stderr: '' });
  }

  private found([what = '', name]: readonly string[]): Outcome {
    const isOne = name !== undefined && !name.startsWith('-');
    const kinds = what.split(',');
    const items = this.live.filter(({ kind }) =>
      kinds.some((each) => each.toLowerCase().replace(/s$/, '') === kind.toLowerCase()),
    );
    const one = items.find(({ metadata }) => metadata.name === name);
    const stdout = isOne ? (one ? JSON.stringify(one) : '') : JSON.stringify({ items });
    return { exitCode: 0, stdout, stderr: '' };
  }
}

function namesIn(input: string): string[] {
  const read = JSON.parse(input) as KubeList;
  return read.items.map(({ kind, metadata }) => `${kind}/${metadata.name}`);
}
