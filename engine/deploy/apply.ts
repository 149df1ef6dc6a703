import { fieldManager } from '../../lib/contract';
import { declared } from '../kube/declared';
import { type KubeList, type KubeObject, nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { summary } from './summary';

/** What applying did to an object. */
export interface Applied {
  readonly name: string;

  /** The object as the cluster has it now. */
  readonly object: KubeObject;

  /** The object as the cluster had it, if it did. */
  readonly before?: KubeObject;
  readonly change: 'created' | 'configured' | 'unchanged';
}

/**
 * Brings objects into a cluster by server-side apply, and tells what has changed.
 *
 * @param dryRun whether the cluster only tells what would become of them, defaults and admission included, and keeps
 * nothing. @default false
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

/** Compares objects before and after: kubectl itself reports every server-side apply alike. */
export function changes(before: readonly KubeObject[], after: readonly KubeObject[]): Applied[] {
  const old = new Map(before.map((object) => [nameOf(object), object]));
  return after.map((object) => {
    const name = nameOf(object);
    const was = old.get(name);
    if (!was) return { name, object, change: 'created' };
    return { name, object, before: was, change: isSame(was, object) ? 'unchanged' : 'configured' };
  });
}

/** `3 created (…), 1 configured (Deployment/app), 23 unchanged`, or that all are as they were. */
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
