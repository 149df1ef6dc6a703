import { apply, type KubeObject } from './cluster';
import type { DeployedStack } from './deployed-stack';
import { manifests } from './manifests';
import { eventually, unchanged } from './patience';
import { isReady, type Pod } from './pod';

interface Autoscaler extends KubeObject {
  readonly spec: {
    readonly minReplicas: number;
    readonly metrics: readonly [{ readonly resource: { readonly target: Utilization } }];
  };
  readonly status?: { readonly currentReplicas?: number; readonly desiredReplicas?: number };
}

/** Processor use in percent of what the containers of a pod request. */
interface Utilization {
  readonly averageUtilization: number;
}

interface Deployment extends KubeObject {
  readonly spec: { readonly template: { readonly spec: { readonly containers: readonly Container[] } } };
}

interface Container {
  readonly resources: { readonly requests: { readonly cpu: string } };
}

/** The autoscalers that a stack has in production, in the cluster of the tests. */
export class Autoscalers {
  /** @param counts how many pods each is held at by name */
  private constructor(
    private readonly stack: DeployedStack,
    private readonly objects: readonly object[],
    private readonly counts: Map<string, number>,
  ) {}

  /** Gives each workload its minimum number of pods, and keeps it. */
  public static async of(stack: DeployedStack): Promise<Autoscalers> {
    const inProduction = await manifests(stack.name, 'prod');
    const deployments = inProduction.filter(({ kind }) => kind === 'Deployment') as Deployment[];
    const autoscalers = inProduction.filter(({ kind }) => kind === 'HorizontalPodAutoscaler') as Autoscaler[];
    const fewest = new Map(autoscalers.map(({ metadata, spec }) => [metadata.name, spec.minReplicas]));
    for (const [name, count] of fewest) await stack.scale(name, count);
    const objects = autoscalers.map((autoscaler) => byUse(autoscaler, deployments));
    return new Autoscalers(stack, objects, fewest);
  }

  /** Lets each autoscaler find the number of pods for the present load, and keeps it. */
  public async settle(): Promise<void> {
    if (this.counts.size === 0) return;
    await apply(this.objects);
    for (const [name, count] of await unchanged(() => this.wanted(), 60_000)) {
      this.counts.set(name, count);
      await this.patch(name, { minReplicas: count, maxReplicas: count });
    }
  }

  /** The number of pods of each workload, such as `3 frontend, 5 backend`. */
  public toString(): string {
    return [...this.counts].map(([name, count]) => `${count} ${name}`).join(', ');
  }

  /**
   * Lets each autoscaler add a pod, with a threshold that every stack exceeds under load, and waits until the first new
   * pod serves.
   */
  public async grow(): Promise<void> {
    for (const [name, count] of this.counts) {
      await this.patch(name, { maxReplicas: count + 1, metrics: [averageUse('5m')] });
    }
    await eventually(async () => {
      const pods = await this.stack.pods();
      const grown = [...this.counts].some(
        ([name, count]) => podsOf(name, pods).filter(isReady).length > count,
      );
      if (!grown) throw new Error(`no autoscaler of ${this.stack.name} has added a pod`);
    }, 3_000);
  }

  /** Lets the autoscalers remove the added pods at once, instead of after five minutes, and waits until they are gone. */
  public async shrink(): Promise<void> {
    for (const [name, count] of this.counts) await this.patch(name, { maxReplicas: count });
    await eventually(async () => {
      const pods = await this.stack.pods();
      for (const [name, count] of this.counts) {
        const { length } = podsOf(name, pods);
        if (length !== count) throw new Error(`${name} has ${length} pods`);
      }
    }, 3_000);
  }

  /** Takes them away; the next launch sets the number of pods again. */
  public async remove(): Promise<void> {
    for (const name of this.counts.keys()) {
      await this.stack.kubectl('delete', 'hpa', name, '--ignore-not-found');
    }
  }

  /** The number of pods that each autoscaler wants, when it has this number. */
  private async wanted(): Promise<readonly (readonly [string, number])[]> {
    const autoscalers = await this.stack.get<Autoscaler>('hpa');
    return autoscalers.map(({ metadata: { name }, status: { currentReplicas, desiredReplicas } = {} }) => {
      if (!desiredReplicas || currentReplicas !== desiredReplicas) throw new Error(`${name} still changes`);
      return [name, desiredReplicas] as const;
    });
  }

  private async patch(name: string, spec: object): Promise<void> {
    await this.stack.kubectl('patch', 'hpa', name, '--patch', JSON.stringify({ spec }));
  }
}

/**
 * The autoscaler with an absolute threshold of processor time instead of a share of the requests, which are smaller in the
 * tests than in production.
 */
function byUse(autoscaler: Autoscaler, deployments: readonly Deployment[]): object {
  const { name } = autoscaler.metadata;
  const deployment = deployments.find(({ metadata }) => metadata.name === name);
  if (!deployment) throw new Error(`the autoscaler of ${name} has no Deployment`);
  const { containers } = deployment.spec.template.spec;
  const requested = containers.reduce((sum, { resources }) => sum + millicores(resources.requests.cpu), 0);
  const { averageUtilization } = autoscaler.spec.metrics[0].resource.target;
  const metrics = [averageUse(`${Math.round((requested * averageUtilization) / 100)}m`)];
  return { ...autoscaler, spec: { ...autoscaler.spec, metrics } };
}

function averageUse(averageValue: string): object {
  return { type: 'Resource', resource: { name: 'cpu', target: { type: 'AverageValue', averageValue } } };
}

function millicores(cpu: string): number {
  return cpu.endsWith('m') ? Number(cpu.slice(0, -1)) : Number(cpu) * 1000;
}

function podsOf(workload: string, pods: readonly Pod[]): readonly Pod[] {
  return pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === workload);
}
