import { get, kubectl } from './cluster';
import type { DeployedStack } from './deployed-stack';
import { nodes, withNodesClosed } from './node';
import { rollOut } from './rollout';

/** Puts every pod of these Deployments on one node: the worst place for a drain to begin. */
export async function gatherOn(
  node: string,
  stack: DeployedStack,
  deployments: readonly string[],
): Promise<void> {
  const others = (await nodes()).filter((other) => other !== node);
  await withNodesClosed(others, () => rollOut(stack, ...deployments));
}

/** Drains a node, and uncordons it when all of its pods are gone. */
export async function drain(node: string): Promise<void> {
  await checkReplaceable(node);
  const flags = ['--ignore-daemonsets', '--delete-emptydir-data', '--timeout=240s'];
  try {
    await kubectl('drain', node, ...flags);
  } finally {
    await kubectl('uncordon', node);
  }
}

/** Checks that no database is on the node: its volume binds its only pod to the node, so the drain would stop it. */
async function checkReplaceable(node: string): Promise<void> {
  const pods = await get('pods', '--all-namespaces', `--field-selector=spec.nodeName=${node}`);
  const bound = pods.filter(({ metadata }) =>
    metadata.ownerReferences?.some(({ kind }) => kind === 'StatefulSet'),
  );
  if (bound.length > 0) {
    const names = bound.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', ');
    throw new Error(
      `${names} must not be on ${node}: delete the namespace, and let the tests install the stack`,
    );
  }
}
