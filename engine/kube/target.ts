import { Failure } from '../base/failure';
import type { KindCluster } from '../machine/kind-cluster';
import { isOlder, leastKubernetes, parseVersion } from '../machine/version';
import { Kubectl } from './kubectl';
import type { ClusterNode } from './objects';

/** The cluster that a command works on. */
export interface Target {
  readonly kubectl: Kubectl;

  /** Present if it is a kind cluster on this machine. */
  readonly kind?: KindCluster;
}

/** @throws Failure if no cluster answers, or one that is too old */
export async function connect(context: string): Promise<Kubectl> {
  const kubectl = new Kubectl(context);
  const text = await kubectl.run(['version', '--output=json', '--request-timeout=15s']);
  const { serverVersion } = JSON.parse(text) as { serverVersion?: { gitVersion: string } };
  checkKubernetes(context, serverVersion?.gitVersion ?? '');
  return kubectl;
}

/**
 * Checks the version of a cluster. Accepts a version that can't be read.
 *
 * @param text version of the API server, such as `v1.36.4+k3s1`
 * @throws Failure if the cluster is too old
 */
export function checkKubernetes(context: string, text: string): void {
  const version = parseVersion(text);
  if (!version || !isOlder(version, leastKubernetes)) return;
  throw new Failure(
    `the cluster of the context '${context}' is Kubernetes ${version.join('.')}, which is too old`,
    `Upgrade it to ${leastKubernetes} or newer, or name another cluster with --context.`,
  );
}

/** The cluster of a context, with its nodes if it is a kind cluster. */
export async function findTarget(context: string): Promise<Target> {
  const kubectl = await connect(context);
  // Listing nodes is forbidden only on clusters that are not kind: there the user is an admin.
  const nodes = (await kubectl.listIfAllowed<ClusterNode>(['nodes'])) ?? [];
  return { kubectl, kind: kindClusterOf(nodes) };
}

/** The kind cluster of these nodes; undefined if they are not nodes of kind. */
export function kindClusterOf(nodes: readonly ClusterNode[]): KindCluster | undefined {
  const found = nodes.flatMap(({ spec }) => {
    const [, name, node] = /^kind:\/\/[^/]+\/([^/]+)\/(.+)$/.exec(spec.providerID ?? '') ?? [];
    return name !== undefined && node !== undefined ? [{ name, node }] : [];
  });
  const [first] = found;
  return first && { name: first.name, nodes: found.map(({ node }) => node).sort() };
}
