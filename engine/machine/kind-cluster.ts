import { output, run } from '../base/command';
import { Failure } from '../base/failure';
import { Interrupted } from '../base/interrupt';
import { checkHostPorts } from './host-ports';
import type { KindConfig } from './kind-config';

/** A kind cluster, and the containers that are its nodes. */
export interface KindCluster {
  readonly name: string;
  readonly nodes: readonly string[];
}

/** The context that kind adds to the kubeconfig for a cluster. */
export function kindContext(cluster: string): string {
  return `kind-${cluster}`;
}

/** The kind cluster of this name; undefined if it does not exist. */
export async function findKindCluster(name: string): Promise<KindCluster | undefined> {
  const nodes = await output('kind', ['get', 'nodes', '--name', name]);
  const names = nodes.split('\n').filter((line) => line.trim() !== '');
  return names.length > 0 ? { name, nodes: names.sort() } : undefined;
}

/**
 * Creates the cluster of a kind configuration.
 *
 * The current context of the kubeconfig stays the same.
 *
 * @param nodeImage image of the nodes. @default - that of the installed kind
 * @throws Interrupted after it has deleted the incomplete cluster
 */
export async function createKindCluster(
  config: KindConfig,
  nodeImage: string | undefined,
  onLine: (line: string) => void,
): Promise<void> {
  await checkHostPorts(config);
  const current = (await run('kubectl', ['config', 'current-context'])).stdout.trim();
  const args = ['create', 'cluster', '--config', config.file, '--wait', '2m'];
  try {
    const { exitCode, stderr } = await run('kind', [...args, ...(nodeImage ? ['--image', nodeImage] : [])], {
      onLine,
    });
    if (exitCode !== 0) throw creationFailure(config.name, stderr);
  } catch (error) {
    if (!(error instanceof Interrupted)) throw error;
    // kind deletes the incomplete cluster if it fails, but not if it is killed.
    await deleteKindCluster(config.name, new AbortController().signal);
    throw new Interrupted(`The incomplete kind cluster '${config.name}' was deleted.`);
  }
  if (current !== '') await run('kubectl', ['config', 'use-context', current]);
}

/** Deletes a kind cluster with everything in it. */
export async function deleteKindCluster(name: string, signal?: AbortSignal): Promise<void> {
  await output('kind', ['delete', 'cluster', '--name', name], { signal });
}

const shownLines = 15;

function creationFailure(name: string, stderr: string): Failure {
  const tail = stderr.trim().split('\n').slice(-shownLines).join('\n');
  const reason = reasons.find(({ pattern }) => pattern.test(stderr));
  return new Failure(
    `kind could not create the cluster '${name}'`,
    reason?.fix ??
      `Read its last lines above. https://kind.sigs.k8s.io/docs/user/known-issues/ explains most of them.`,
    tail,
  );
}

const reasons = [
  {
    pattern: /failed to pull image/,
    fix: `Docker can't pull the node image. Check the network, or name an image that Docker has with --node-image.`,
  },
  {
    pattern: /port is already allocated|address already in use/,
    fix: `A port is already in use. Change hostPort in the kind configuration to a free one.`,
  },
  {
    pattern: /too many open files|inotify/,
    fix: `Raise the limits of inotify: sudo sysctl fs.inotify.max_user_watches=524288 fs.inotify.max_user_instances=512.`,
  },
];
