import { run } from './command';
import type { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import { isReady, type Pod } from './pod';

/**
 * Kills a database with SIGKILL, as the kernel does when memory runs out, so that it can't write any more. Waits until it
 * serves again.
 */
export async function sigkill(database: string, stack: DeployedStack): Promise<void> {
  const before = await stack.pod(database);
  const id = ownContainer(before, database)?.containerID;
  await killContainer(before, database);
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

/** Ends a container's main process, and so all of them, as the kernel does when memory runs out. */
export async function killContainer(pod: Pod, container: string): Promise<void> {
  const node = pod.spec.nodeName;
  const id = ownContainer(pod, container)?.containerID?.replace('containerd://', '');
  if (!node || !id) throw new Error(`${pod.metadata.name} does not run`);
  const { stdout } = await run('docker', ['exec', node, 'ctr', '--namespace', 'k8s.io', 'tasks', 'list']);
  const pid = new RegExp(`^${id}\\s+(\\d+)`, 'm').exec(stdout)?.[1];
  if (!pid) throw new Error(`${node} knows no process of ${pod.metadata.name}`);
  await run('docker', ['exec', node, 'kill', '-9', pid]);
}

function ownContainer({ status }: Pod, container: string) {
  return status.containerStatuses?.find(({ name }) => name === container);
}
