import type { DeployedStack } from './deployed-stack';

/** Replaces every pod of Deployments, all at the same time, and waits until the last old one is gone. */
export async function rollOut(stack: DeployedStack, ...deployments: readonly string[]): Promise<void> {
  const workloads = deployments.map((deployment) => `deployment/${deployment}`);
  await stack.kubectl('rollout', 'restart', ...workloads);
  for (const workload of workloads) await stack.settled(workload);
}
