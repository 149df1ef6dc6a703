import type { DeployedStack } from './deployed-stack';
import { run } from './command';
import { eventually } from './patience';
import { isReady, type Pod } from './pod';

/**
 * Ends a database as the kernel does when memory runs out, which lets nothing be written any more, and waits until it
 * serves again.
 */
export async function sigkill(database: string, stack: DeployedStack): Promise<void> {
  const id = ownContainer(await stack.pod(database), database)?.containerID;
  await run('docker', ['exec', ...(await processOf(database, stack))]);
  await eventually(async () => {
    const pod = await stack.pod(database);
    const container = ownContainer(pod, database);
    // After some restarts Kubernetes waits up to five minutes for the next one; a new pod starts at once.
    if (container?.state?.waiting?.reason === 'CrashLoopBackOff') {
      await stack.kubectl('delete', 'pod', pod.metadata.name);
    }
    if (container?.containerID === id || !isReady(pod)) throw new Error(`${database} is not back`);
  });
}

/** The node of a database's main process, and the command that kills it there. */
async function processOf(database: string, stack: DeployedStack): Promise<readonly string[]> {
  const pod = await stack.pod(database);
  const node = pod.spec.nodeName;
  const id = ownContainer(pod, database)?.containerID?.replace('containerd://', '');
  if (!node || !id) throw new Error(`${pod.metadata.name} does not run`);
  const { stdout } = await run('docker', ['exec', node, 'ctr', '--namespace', 'k8s.io', 'tasks', 'list']);
  const pid = new RegExp(`^${id}\\s+(\\d+)`, 'm').exec(stdout)?.[1];
  if (!pid) throw new Error(`${node} knows no process of ${pod.metadata.name}`);
  return [node, 'kill', '-9', pid];
}

function ownContainer({ status }: Pod, workload: string) {
  return status.containerStatuses?.find(({ name }) => name === workload);
}
