import type { Kubectl } from '../cluster/kubectl';
import { type KubeObject, type KubeList, nameOf } from '../manifests/kube-object';

/** What applying did to an object. */
export interface Applied {
  readonly name: string;
  readonly object: KubeObject;
  readonly change: 'created' | 'configured' | 'unchanged';
}

/** The field manager under which the API server keeps what slipway has set. */
export const fieldManager = 'slipway';

/** Brings objects into a cluster by server-side apply, and tells what has changed. */
export async function apply(kubectl: Kubectl, objects: readonly KubeObject[]): Promise<Applied[]> {
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
    ],
    { input },
  );
  return changes(parse(before), parse(after));
}

/** Compares objects before and after: kubectl itself reports every server-side apply alike. */
export function changes(before: readonly KubeObject[], after: readonly KubeObject[]): Applied[] {
  const old = new Map(before.map((object) => [nameOf(object), meaning(object)]));
  return after.map((object) => {
    const name = nameOf(object);
    const was = old.get(name);
    const change = was === undefined ? 'created' : was === meaning(object) ? 'unchanged' : 'configured';
    return { name, object, change };
  });
}

const namedAtMost = 5;

/** `3 created, 1 configured (Deployment/app), 23 unchanged` */
export function summarize(applied: readonly Applied[]): string {
  const names = (change: Applied['change']): string[] =>
    applied.filter((each) => each.change === change).map(({ name }) => name);
  const [created, configured, unchanged] = [names('created'), names('configured'), names('unchanged')];
  if (unchanged.length === applied.length) return `all ${applied.length} objects unchanged`;
  const which = configured.length <= namedAtMost ? ` (${configured.join(', ')})` : '';
  return [
    ...(created.length > 0 ? [`${created.length} created`] : []),
    ...(configured.length > 0 ? [`${configured.length} configured${which}`] : []),
    ...(unchanged.length > 0 ? [`${unchanged.length} unchanged`] : []),
  ].join(', ');
}

function parse(text: string): readonly KubeObject[] {
  if (text.trim() === '') return [];
  const parsed = JSON.parse(text) as KubeObject | KubeList;
  return 'items' in parsed ? parsed.items : [parsed];
}

// What controllers write by themselves is no change of ours.
function meaning(object: KubeObject): string {
  const { labels, annotations = {} } = object.metadata;
  const own = Object.entries(annotations).filter(([key]) => !key.startsWith('deployment.kubernetes.io/'));
  return JSON.stringify({ ...object, metadata: { labels, annotations: own }, status: undefined });
}
