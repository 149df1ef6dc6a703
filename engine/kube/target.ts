import { Failure } from '../base/failure';
import type { KindCluster } from '../machine/kind-cluster';
import { isOlder, leastKubernetes, parseVersion } from '../machine/version';
import { Kubectl } from './kubectl';
import type { ClusterNode } from './objects';

/** The cluster that a command works on. */
export interface Target {
  readonly kubectl: Kubectl;

  /** Present where the cluster is one of kind's on this machine. */
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
 * Checks the version of a cluster; one that can't be read is let through.
 *
 * @param text what the API server says, such as `v1.36.4+k3s1`
 * @throws Failure if it is too old
 */
export function checkKubernetes(context: string, text: string): void {
  const version = parseVersion(text);
  if (!version || !isOlder(version, leastKubernetes)) return;
  throw new Failure(
    `the cluster behind '${context}' is Kubernetes ${version.join('.')}, which is too old`,
    `Upgrade it to ${leastKubernetes} or newer, or name another one with --context: the tests check manifests against no older version.`,
  );
}

/** The cluster behind a context, with its kind nodes where it has some. */
export async function findTarget(context: string): Promise<Target> {
  const kubectl = await connect(context);
  // Who may not list nodes has none of kind's, whose user may do everything.
  const { exitCode, stdout } = await kubectl.attempt(['get', 'nodes', '--output=json']);
  const nodes = exitCode === 0 ? (JSON.parse(stdout) as { items: ClusterNode[] }).items : [];
  return { kubectl, kind: kindClusterOf(nodes) };
}

/** The kind cluster that consists of these nodes, or undefined if they are none of kind's. */
export function kindClusterOf(nodes: readonly ClusterNode[]): KindCluster | undefined {
  const found = nodes.flatMap(({ spec }) => {
    const [, name, node] = /^kind:\/\/[^/]+\/([^/]+)\/(.+)$/.exec(spec.providerID ?? '') ?? [];
    return name !== undefined && node !== undefined ? [{ name, node }] : [];
  });
  const [first] = found;
  return first && { name: first.name, nodes: found.map(({ node }) => node).sort() };
}
