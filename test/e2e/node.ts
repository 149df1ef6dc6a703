import { get, kubectl, type KubeObject } from './cluster';
import { run } from './command';

interface Node extends KubeObject {
  readonly spec: { readonly taints?: readonly { readonly key: string }[] };
  readonly status: { readonly addresses: readonly { readonly type: string; readonly address: string }[] };
}

/** Where something listens. */
export interface Address {
  readonly host: string;
  readonly port: number;
}

/** Names of all nodes, sorted. */
export async function nodes(): Promise<readonly string[]> {
  return (await get<Node>('nodes')).map(({ metadata }) => metadata.name).sort();
}

/** The node on whose ports the ingress controller listens. */
export async function ingressNode(): Promise<string> {
  const [node] = await get<Node>('nodes', '--selector=ingress-ready=true');
  if (!node) throw new Error(`no node of the cluster has the label ingress-ready=true`);
  return node.metadata.name;
}

/** The node that the tests drain: pods go there only when nothing else is open. */
export async function spareNode(): Promise<string> {
  const spare = (await get<Node>('nodes')).find(({ spec }) =>
    spec.taints?.some(({ key }) => key === spareTaint),
  );
  if (!spare)
    throw new Error(`no node has the taint ${spareTaint}: create the cluster from test/e2e/kind-config.yaml`);
  return spare.metadata.name;
}

const spareTaint = 'slipway.dev/spare';

/** Address of a node in the network outside the pods. */
export async function addressOf(node: string): Promise<string> {
  const { stdout } = await kubectl('get', 'node', node, '--output=json');
  const { status } = JSON.parse(stdout) as Node;
  const internal = status.addresses.find(({ type }) => type === 'InternalIP');
  if (!internal) throw new Error(`node ${node} has no InternalIP`);
  return internal.address;
}

/** Where on this machine a port of a node answers. */
export async function publishedPort(node: string, port: number): Promise<Address> {
  const { stdout } = await run('docker', ['port', node, `${port}/tcp`]);
  const [, host, published] = /^(.+):(\d+)$/m.exec(stdout) ?? [];
  if (!host || !published) throw new Error(`port ${port} of ${node} is not published, got '${stdout}'`);
  return { host, port: Number(published) };
}

/** Does `work` while no pod can be put on `closed`. */
export async function withNodesClosed<T>(closed: readonly string[], work: () => Promise<T>): Promise<T> {
  await kubectl('cordon', ...closed);
  try {
    return await work();
  } finally {
    await kubectl('uncordon', ...closed);
  }
}
