import { apply, type KubeObject } from './cluster';
import type { DeployedStack } from './deployed-stack';
import { manifests } from './manifests';
import { eventually } from './patience';
import { isReady, type Pod } from './pod';

/**
 * Does `work` while a Deployment has the autoscaler that it has in production, and takes that away again.
 *
 * Its requests are those of the environment that the stack runs in: a load that a small machine can make is enough.
 */
export async function withAutoscaler(
  stack: DeployedStack,
  deployment: string,
  work: () => Promise<void>,
): Promise<void> {
  const before = (await stack.pods(deployment)).length;
  const autoscaler = (await manifests(stack.name, 'prod')).find(
    ({ kind, metadata }) => kind === 'HorizontalPodAutoscaler' && metadata.name === deployment,
  );
  if (!autoscaler) throw new Error(`${stack.name} has no HorizontalPodAutoscaler ${deployment} in prod`);
  await apply([autoscaler]);
  try {
    await work();
  } finally {
    await stack.kubectl('delete', 'hpa', deployment);
    await stack.scale(deployment, before);
  }
}

/** Number of pods of a workload that get traffic. */
export async function serving(stack: DeployedStack, workload: string): Promise<number> {
  return (await stack.pods(workload)).filter(isReady).length;
}

interface Autoscaler extends KubeObject {
  readonly spec: { readonly minReplicas: number };
}

/** The autoscalers that a stack has in production, each held at the fewest pods that it may have there. */
export class Autoscalers {
  /** @param held the fewest pods of each by name */
  private constructor(
    private readonly stack: DeployedStack,
    private readonly held: ReadonlyMap<string, number>,
  ) {}

  /** Adds them, and waits until there are as many pods. */
  public static async hold(stack: DeployedStack): Promise<Autoscalers> {
    const inProduction = (await manifests(stack.name, 'prod')) as Autoscaler[];
    const autoscalers = inProduction.filter(({ kind }) => kind === 'HorizontalPodAutoscaler');
    const held = new Map(autoscalers.map(({ metadata, spec }) => [metadata.name, spec.minReplicas]));
    for (const [name, fewest] of held) await stack.scale(name, fewest);
    const bound = autoscalers.map((autoscaler) => {
      const { spec } = autoscaler;
      return { ...autoscaler, spec: { ...spec, maxReplicas: spec.minReplicas } };
    });
    if (bound.length > 0) await apply(bound);
    return new Autoscalers(stack, held);
  }

  /**
   * Lets each add a pod, at half of the CPU use at which it does in production, which any stack exceeds under load, and
   * waits until the first of those serves.
   */
  public async grow(): Promise<void> {
    const target = { type: 'Utilization', averageUtilization: 40 };
    const metrics = [{ type: 'Resource', resource: { name: 'cpu', target } }];
    for (const [name, fewest] of this.held) await this.patch(name, { maxReplicas: fewest + 1, metrics });
    await eventually(async () => {
      const pods = await this.stack.pods();
      const grown = [...this.held].some(
        ([name, fewest]) => podsOf(name, pods).filter(isReady).length > fewest,
      );
      if (!grown) throw new Error(`no autoscaler of ${this.stack.name} has added a pod`);
    }, 3_000);
  }

  /** Has them take away what they added at once, without the five minutes of calm, and waits until it is gone. */
  public async shrink(): Promise<void> {
    for (const [name, fewest] of this.held) await this.patch(name, { maxReplicas: fewest });
    await eventually(async () => {
      const pods = await this.stack.pods();
      for (const [name, fewest] of this.held) {
        const { length } = podsOf(name, pods);
        if (length !== fewest) throw new Error(`${name} has ${length} pods`);
      }
    }, 3_000);
  }

  /** Takes them away; the next launch sets the number of pods again. */
  public async remove(): Promise<void> {
    for (const name of this.held.keys()) await this.stack.kubectl('delete', 'hpa', name);
  }

  private async patch(name: string, spec: object): Promise<void> {
    await this.stack.kubectl('patch', 'hpa', name, '--patch', JSON.stringify({ spec }));
  }
}

function podsOf(workload: string, pods: readonly Pod[]): readonly Pod[] {
  return pods.filter(({ metadata }) => metadata.labels?.['app.kubernetes.io/name'] === workload);
}
