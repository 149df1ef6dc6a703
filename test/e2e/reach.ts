import { kubectl } from './cluster';
import type { Printed } from './command';
import type { DeployedStack } from './deployed-stack';
import { eventually } from './patience';

/** An image in which bash can open TCP connections; the preflight brings it to every node. */
export const toolbox = 'postgres:16.10';

// Prints the `host:port` arguments that accept each of several connections: a network plugin may enforce nothing for
// a moment while it learns of a new container, as of the ones that ask here.
const script = `connects() { timeout 5 bash -c "exec 3<>/dev/tcp/\${1%:*}/\${1##*:}" 2> /dev/null; }
always() { for attempt in 1 2 3 4; do sleep 2; connects "$1" || return; done; echo "$1"; }
for target; do always "$target" & done
wait`;

/** Which of the targets the pods of each workload can connect to. */
export async function reach(
  stack: DeployedStack,
  workloads: readonly string[],
  targets: readonly string[],
): Promise<Readonly<Record<string, readonly string[]>>> {
  const entries = workloads.map(async (workload) => {
    // Whether a pod reaches itself through its Service is for no policy to say.
    const others = targets.filter((target) => !target.startsWith(`${workload}:`));
    return [workload, await reachableFrom(stack, workload, others)] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}

/** Which of the targets a pod can connect to that is no part of the stack, and that no policy restrains. */
export async function reachFromElsewhere(targets: readonly string[]): Promise<readonly string[]> {
  const pod = `reach-${Date.now()}`;
  const namespace = '--namespace=default';
  const flags = [namespace, `--image=${toolbox}`, '--restart=Never'];
  await kubectl('run', pod, ...flags, '--command', '--', ...tryAll(targets));
  try {
    return await reached(targets, () => kubectl('logs', '--follow', pod, namespace));
  } finally {
    await kubectl('delete', 'pod', pod, namespace, '--wait=false');
  }
}

/**
 * Which of the targets, `host:port` each, a pod of `workload` can connect to.
 *
 * They are tried by an ephemeral container inside the real pod: it has the pod's address, and so its policies.
 */
async function reachableFrom(
  stack: DeployedStack,
  workload: string,
  targets: readonly string[],
): Promise<readonly string[]> {
  const pod = (await stack.pod(workload)).metadata.name;
  const container = `reach-${Date.now()}`;
  const flags = [`--image=${toolbox}`, '--profile=restricted', `--container=${container}`, '--attach=false'];
  await stack.kubectl('debug', pod, ...flags, '--', ...tryAll(targets));
  return reached(targets, () => stack.kubectl('logs', '--follow', pod, `--container=${container}`));
}

function tryAll(targets: readonly string[]): string[] {
  return ['bash', '-c', script, 'reach', ...targets];
}

/** The targets that the container has named in its log by the time it ends. */
async function reached(targets: readonly string[], log: () => Promise<Printed>): Promise<readonly string[]> {
  const { stdout } = await eventually(log); // there is no log until the container has started
  const lines = new Set(stdout.split('\n'));
  return targets.filter((target) => lines.has(target));
}
