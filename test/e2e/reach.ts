import { kubectl } from './cluster';
import type { Printed } from './command';
import type { DeployedStack } from './deployed-stack';
import { eventually } from './patience';
import type { Pod } from './pod';

/** An image in which bash can open TCP connections; the preflight brings it to every node. */
export const toolbox = 'postgres:16.10';

// Prints the `host:port` arguments that accept each of several connections. A network plugin may enforce nothing for a
// moment after the start of a container, such as this one. It starts no other program, because its use counts for the
// limits of its pod.
const script = `left=("$@")
for round in 1 2 3 4; do
  sleep 2
  asked=()
  for target in "\${left[@]}"; do
    (exec 3<> "/dev/tcp/\${target%:*}/\${target##*:}") 2> /dev/null &
    asked+=($!)
  done
  (sleep 5; kill "\${asked[@]}") 2> /dev/null &
  clock=$!
  still=()
  for index in "\${!asked[@]}"; do
    wait "\${asked[index]}" && still+=("\${left[index]}")
  done
  kill "$clock"
  left=("\${still[@]}")
done
printf '%s\\n' "\${left[@]}"`;

/**
 * Which of the targets, `host:port` each, a pod of the stack can connect to.
 *
 * They are tried by an ephemeral container inside the real pod: it has the pod's address, and so its policies.
 */
export async function reach(
  stack: DeployedStack,
  { metadata: { name } }: Pod,
  targets: readonly string[],
): Promise<readonly string[]> {
  const container = `reach-${Date.now()}`;
  const flags = [`--image=${toolbox}`, '--profile=restricted', `--container=${container}`, '--attach=false'];
  await stack.kubectl('debug', name, ...flags, '--', ...tryAll(targets));
  return reached(targets, () => stack.kubectl('logs', '--follow', name, `--container=${container}`));
}

/** The targets that a pod outside the stack, without a NetworkPolicy of its own, can connect to. */
export async function reachFromNamespace(
  namespace: string,
  targets: readonly string[],
): Promise<readonly string[]> {
  const pod = `reach-${Date.now()}`;
  const place = `--namespace=${namespace}`;
  const flags = [place, `--image=${toolbox}`, '--restart=Never'];
  await kubectl('run', pod, ...flags, '--command', '--', ...tryAll(targets));
  try {
    return await reached(targets, () => kubectl('logs', '--follow', pod, place));
  } finally {
    await kubectl('delete', 'pod', pod, place, '--wait=false');
  }
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
