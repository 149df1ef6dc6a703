import { setTimeout as sleep } from 'node:timers/promises';
import { kubectl } from './cluster';
import type { DeployedStack } from './deployed-stack';

interface Summary {
  readonly pods: readonly {
    readonly podRef: { readonly name: string; readonly namespace: string };
    readonly containers?: readonly { readonly name: string; readonly memory?: Memory }[];
  }[];
}

interface Memory {
  /** Memory in use that can't be freed at once. The kernel kills a container if this exceeds its limit. */
  readonly workingSetBytes?: number;
}

/**
 * Watches the memory of a stack for as long as `seconds`.
 *
 * It asks the kubelets, which measure at each request, so metrics-server is not needed.
 *
 * @returns the most that a container of each workload has used at once, in MiB
 */
export async function mostMemory(
  stack: DeployedStack,
  seconds: number,
): Promise<Readonly<Record<string, number>>> {
  const end = Date.now() + seconds * 1_000;
  const most = new Map<string, number>();
  do {
    await sleep(2_000);
    for (const { workload, bytes } of await used(stack)) {
      most.set(workload, Math.max(most.get(workload) ?? 0, Math.ceil(bytes / 1024 / 1024)));
    }
  } while (Date.now() < end);
  return Object.fromEntries(most);
}

async function used(stack: DeployedStack): Promise<{ workload: string; bytes: number }[]> {
  const nodes = new Set((await stack.pods()).flatMap(({ spec: { nodeName } }) => nodeName ?? []));
  const summaries = await Promise.all(
    [...nodes].map(async (node) => {
      const path = `/api/v1/nodes/${node}/proxy/stats/summary?only_cpu_and_memory=true`;
      return JSON.parse((await kubectl('get', '--raw', path)).stdout) as Summary;
    }),
  );
  const pods = summaries.flatMap(({ pods }) => pods).filter(({ podRef }) => podRef.namespace === stack.name);
  // A container is named like its workload; those of a task that is done use nothing.
  return pods.flatMap(({ containers = [] }) =>
    containers.map(({ name, memory }) => ({ workload: name, bytes: memory?.workingSetBytes ?? 0 })),
  );
}
