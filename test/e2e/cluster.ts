import { type Printed, run } from './command';

/** The cluster that the tests change; never another, whatever the current context is. */
export const context = process.env.SLIPWAY_E2E_CONTEXT ?? 'kind-slipway-e2e';

/** What the tests read of a Kubernetes object. */
export interface KubeObject {
  readonly apiVersion?: string;
  readonly kind: string;
  readonly metadata: Metadata;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly generation?: number;
  readonly resourceVersion?: string;
  readonly deletionTimestamp?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly ownerReferences?: readonly { readonly kind: string }[];
}

/** Runs kubectl against that cluster. */
export function kubectl(...args: string[]): Promise<Printed> {
  return run('kubectl', ['--context', context, ...args]);
}

/** The objects that `kubectl get` finds. */
export async function get<T extends KubeObject = KubeObject>(...args: string[]): Promise<readonly T[]> {
  const { stdout } = await kubectl('get', ...args, '--output=json');
  return (JSON.parse(stdout) as { readonly items: readonly T[] }).items;
}

/** Applies objects, or only asks whether they could be: `--dry-run=server`. Returns the server's warnings. */
export async function apply(objects: readonly object[], ...flags: string[]): Promise<readonly string[]> {
  const list = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const args = ['--context', context, 'apply', '--server-side', ...flags, '--filename=-'];
  const { stderr } = await run('kubectl', args, list);
  return stderr.split('\n').filter((line) => line !== '');
}
