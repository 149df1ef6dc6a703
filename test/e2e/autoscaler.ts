import { apply } from './cluster';
import type { DeployedStack } from './deployed-stack';
import { manifests } from './manifests';
import { isReady } from './pod';

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
