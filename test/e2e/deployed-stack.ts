import { context, get, kubectl, type KubeObject } from './cluster';
import { type Printed, slipway } from './command';
import { leftOutOf } from './dispensable';
import { nodes } from './node';
import { eventually } from './patience';
import { isReady, type Pod } from './pod';

/** A stack in the cluster of the tests. */
export class DeployedStack {
  /** Workloads that are not launched. */
  public readonly leftOut: readonly string[];

  /** Options of every launch. */
  public readonly launchOptions: readonly string[];

  /** @param name name of the stack, which is its namespace's too */
  constructor(public readonly name: string) {
    this.leftOut = leftOutOf(name);
    this.launchOptions = ['--context', context, ...this.leftOut.flatMap((each) => ['--scale', `${each}=0`])];
  }

  /** Deploys it, and waits until nothing of an earlier run is left. */
  public async install(): Promise<void> {
    await kubectl('uncordon', ...(await nodes())); // an interrupted run may have left some closed
    await this.up();
    await this.noneTerminating();
  }

  public async up(): Promise<void> {
    await slipway('up', this.name, ...this.launchOptions);
  }

  /** Runs kubectl in its namespace. */
  public kubectl(...args: string[]): Promise<Printed> {
    return kubectl('--namespace', this.name, ...args);
  }

  /** Objects of its namespace. */
  public get<T extends KubeObject = KubeObject>(...args: string[]): Promise<readonly T[]> {
    return get<T>('--namespace', this.name, ...args);
  }

  /** Its pods, or those of one workload: also terminating ones, but not those of completed tasks. */
  public pods(workload?: string): Promise<readonly Pod[]> {
    const selector = workload ? [`--selector=app.kubernetes.io/name=${workload}`] : [];
    return this.get<Pod>('pods', '--field-selector=status.phase!=Succeeded', ...selector);
  }

  /** One pod of a workload. */
  public async pod(workload: string): Promise<Pod> {
    const [pod] = await this.pods(workload);
    if (!pod) throw new Error(`${workload} has no pod`);
    return pod;
  }

  /** Deletes the one pod of a database, and waits until another serves in its place. */
  public async replacePod(workload: string): Promise<void> {
    const { metadata: lost } = await this.pod(workload);
    await this.kubectl('delete', 'pod', lost.name, '--wait=false');
    await eventually(async () => {
      const pod = await this.pod(workload);
      if (pod.metadata.uid === lost.uid || !isReady(pod)) throw new Error(`${lost.name} is not back`);
    });
  }

  /** Waits until a workload, such as `deployment/app`, runs as it should. */
  public async settled(workload: string): Promise<void> {
    await this.kubectl('rollout', 'status', workload, '--timeout=240s');
    await this.noneTerminating();
  }

  /** Sets the number of pods of a Deployment, and waits until it has them. */
  public async scale(deployment: string, replicas: number): Promise<void> {
    await this.kubectl('scale', `deployment/${deployment}`, `--replicas=${replicas}`);
    await this.settled(`deployment/${deployment}`);
  }

  /** Does `work` while a database is away: its StatefulSet has no pod. */
  public async without(database: string, work: () => Promise<void>): Promise<void> {
    const scale = (replicas: number) =>
      this.kubectl('scale', `statefulset/${database}`, `--replicas=${replicas}`);
    await scale(0);
    try {
      await this.kubectl('wait', '--for=delete', `pod/${database}-0`, '--timeout=120s');
      await work();
    } finally {
      await scale(1);
      await this.settled(`statefulset/${database}`);
    }
  }

  /** Kubernetes reports a rollout as complete while the last old pod still drains. That is when requests may get lost. */
  private async noneTerminating(): Promise<void> {
    const leaving = (await this.pods()).filter(({ metadata }) => metadata.deletionTimestamp);
    if (leaving.length === 0) return;
    const names = leaving.map(({ metadata }) => `pod/${metadata.name}`);
    await this.kubectl('wait', '--for=delete', ...names, '--timeout=120s');
  }
}
