import type { DeployedStack } from './deployed-stack';

/** Replaces every pod of a Deployment, and waits until the last old one is gone. */
export async function rollOut(stack: DeployedStack, deployment: string): Promise<void> {
  await stack.kubectl('rollout', 'restart', `deployment/${deployment}`);
  await stack.settled(`deployment/${deployment}`);
}
