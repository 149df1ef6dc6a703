import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { pause } from '../base/sleep';
import type { StackRef } from '../base/stack-ref';
import { nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { invocation } from '../machine/invocation';
import type { Progress, Step } from '../progress/step';
import { formatDuration } from '../text/duration';
import { adviceOn, rootOf } from './advice';
import { rejectionOf } from './ingress';
import { withMadeOf } from './ownership';
import { Patience } from './patience';
import { describeReadiness, readinessOf } from './readiness';
import { reportTroubles } from './report';
import { type Pod, type Snapshot, takeSnapshot, type Workload } from './snapshot';
import { stuckPods } from './stuck-pods';
import { type Trouble, troublesOf } from './trouble';

const interval = Duration.seconds(2);

/** Longest time without an answer of the API server, such as during its restart, that does not fail the watch. */
const restart = Duration.minutes(1);

/** Watches the workloads of a stack until they are ready, or until one has failed for good. */
export class RolloutWatch {
  private readonly patience: Patience;
  private readonly deadline: number;
  private pending: Promise<Snapshot> | undefined;
  private answered = Date.now();

  /**
   * @param names the objects to watch, such as `Deployment/app` and `Ingress/ingress`
   * @param isHopeless whether a trouble is permanent at once. @default - none is
   * @param bearableOutage longest time without an answer of the API server. @default - a minute
   */
  constructor(
    private readonly kubectl: Kubectl,
    private readonly stack: StackRef,
    private readonly names: ReadonlySet<string>,
    private readonly timeout: Duration,
    isHopeless?: (trouble: Trouble) => boolean,
    private readonly bearableOutage = restart,
  ) {
    this.patience = new Patience(isHopeless);
    this.deadline = Date.now() + timeout.toMilliseconds();
  }

  /** A step that ends when the workload is ready, and fails as soon as any watched workload fails. */
  public stepFor(name: string): Step {
    return { title: name, run: (progress) => this.untilReady(name, progress) };
  }

  private async untilReady(name: string, progress: Progress): Promise<void> {
    for (;;) {
      const { workloads } = await this.next();
      const workload = workloads.find((each) => nameOf(each) === name);
      if (!workload) continue;
      const isDone = readinessOf(workload).done;
      progress[isDone ? 'done' : 'title'](`${name} ${describeReadiness(workload)}`);
      if (isDone) return;
    }
  }

  /** The next snapshot of the namespace. All steps share it. */
  private next(): Promise<Snapshot> {
    this.pending ??= this.look().finally(() => (this.pending = undefined));
    return this.pending;
  }

  private async look(): Promise<Snapshot> {
    const snapshot = await this.snapshot();
    const named = snapshot.workloads.filter((workload) => this.names.has(nameOf(workload)));
    const workloads = withMadeOf(named, snapshot.workloads);
    await this.unblock(stuckPods({ ...snapshot, workloads }));
    const absent = this.absent(named);
    const troubles = [...absent, ...troublesOf({ ...snapshot, workloads })];
    const rejected = snapshot.ingresses
      .filter((ingress) => this.names.has(nameOf(ingress)))
      .flatMap((ingress) => rejectionOf(ingress, snapshot) ?? []);
    const [rejection] = rejected;
    if (rejection) {
      throw new Failure(
        `the ingress controller refuses Ingress/${rejection.involvedObject.name}: ${(rejection.message ?? '').trim()}`,
        `Correct the Ingress in ${this.stack.files.chart}. Only one Ingress of the cluster may have a host.`,
      );
    }
    const fatal = this.patience.exhausted(troubles, Date.now());
    if (fatal.length > 0) throw await this.failure(fatal, 'did not come up', troubles, snapshot);
    const unready = workloads.filter((workload) => !readinessOf(workload).done);
    const isDone = absent.length === 0 && unready.length === 0;
    if (!isDone && Date.now() > this.deadline) {
      const why = `was not ready within ${formatDuration(this.timeout.toMilliseconds())}`;
      throw await this.failure(troubles, why, troubles, snapshot, unready);
    }
    return snapshot;
  }

  /** Troubles for watched workloads that do not exist yet, such as the Deployment of a Pooler, or no longer. */
  private absent(found: readonly Workload[]): Trouble[] {
    const names = new Set(found.map(nameOf));
    return [...this.names]
      .filter((name) => !name.startsWith('Ingress/') && !names.has(name))
      .map((workload) => ({ workload, reason: 'Absent', message: 'it does not exist', patience: Infinity }));
  }

  private async snapshot(): Promise<Snapshot> {
    await pause(interval, this.kubectl.signal);
    try {
      const snapshot = await takeSnapshot(this.kubectl, this.stack.name);
      this.answered = Date.now();
      return snapshot;
    } catch (error) {
      const isOver = Date.now() - this.answered > this.bearableOutage.toMilliseconds();
      if (!(error instanceof Failure) || isOver) throw error;
      return this.snapshot();
    }
  }

  private async unblock(pods: readonly Pod[]): Promise<void> {
    if (pods.length === 0) return;
    const names = pods.map(nameOf);
    await this.kubectl.run([
      'delete',
      '--namespace',
      this.stack.name,
      '--ignore-not-found',
      '--wait=false',
      ...names,
    ]);
  }

  private async failure(
    causes: readonly Trouble[],
    why: string,
    all: readonly Trouble[],
    snapshot: Snapshot,
    unready: readonly Workload[] = [],
  ): Promise<Failure> {
    const { context } = this.kubectl;
    const root = rootOf(causes);
    const told = [...causes, ...all.filter((trouble) => !causes.includes(trouble))];
    // A workload that is only slow has no trouble: it is named with its progress.
    const slow = unready.filter((each) => !causes.some(({ workload }) => workload === nameOf(each)));
    const names = [
      ...new Set(causes.map(({ workload, reason }) => `${workload} (${reason})`)),
      ...slow.map((each) => `${nameOf(each)} (${describeReadiness(each)})`),
    ].join(', ');
    return new Failure(
      `the stack '${this.stack.name}' ${why}${names ? `: ${names}` : ''}`,
      root
        ? adviceOn(root, this.stack, context)
        : `'${invocation(`status ${this.stack.name}`, context)}' shows the state of the stack.`,
      await reportTroubles(this.kubectl, this.stack.name, told, snapshot),
    );
  }
}
