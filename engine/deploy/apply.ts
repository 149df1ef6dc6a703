import { fieldManager } from '../../lib/contract';
import { declared } from '../kube/declared';
import { type KubeList, type KubeObject, nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { summary } from './summary';

/** The result of applying an object. */
export interface Applied {
  readonly name: string;

  /** The object in the cluster now. */
  readonly object: KubeObject;

  /** The object in the cluster before; absent if it did not exist. */
  readonly before?: KubeObject;
  readonly change: 'created' | 'configured' | 'unchanged';
}

/**
 * Applies objects by server-side apply, and returns what has changed.
 *
 * @param dryRun whether the API server only computes the result, with defaults and admission, and stores nothing.
 * @default false
 */
export async function apply(
  kubectl: Kubectl,
  objects: readonly KubeObject[],
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<Applied[]> {
  if (objects.length === 0) return [];
  const input = JSON.stringify({ apiVersion: 'v1', kind: 'List', items: objects });
  const before = await kubectl.run(['get', '--filename=-', '--ignore-not-found', '--output=json'], { input });
  const after = await kubectl.run(
    [
      'apply',
      '--server-side',
      '--force-conflicts',
      `--field-manager=${fieldManager}`,
      '--filename=-',
      '--output=json',
      ...(dryRun ? ['--dry-run=server'] : []),
    ],
    { input },
  );
  return changes(parse(before), parse(after));
}

/** Compares objects before and after. kubectl reports no difference for a server-side apply. */
export function changes(before: readonly KubeObject[], after: readonly KubeObject[]): Applied[] {
  const old = new Map(before.map((object) => [nameOf(object), object]));
  return after.map((object) => {
    const name = nameOf(object);
    const was = old.get(name);
    if (!was) return { name, object, change: 'created' };
    return { name, object, before: was, change: isSame(was, object) ? 'unchanged' : 'configured' };
  });
}

/** `3 created (…), 1 configured (Deployment/app), 23 unchanged`, or `all 27 objects unchanged`. */
export function summarize(applied: readonly Applied[]): string {
  const unchanged = applied.filter(({ change }) => change === 'unchanged').length;
  if (unchanged === applied.length) return `all ${applied.length} objects unchanged`;
  return summary(applied, unchanged);
}

function parse(text: string): readonly KubeObject[] {
  if (text.trim() === '') return [];
  const parsed = JSON.parse(text) as KubeObject | KubeList;
  return 'items' in parsed ? parsed.items : [parsed];
}

function isSame(before: KubeObject, after: KubeObject): boolean {
  return JSON.stringify(declared(before)) === JSON.stringify(declared(after));
}
