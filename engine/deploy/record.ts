import { gunzipSync, gzipSync } from 'node:zlib';
import { stackLabels } from '../../lib/contract';
import type { KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { apply } from './apply';

/** An applied release of a stack, for a rollback. */
export interface Release {
  /** All objects except Secrets, whose values do not change with a release. */
  readonly objects: readonly KubeObject[];

  /** Names of its Secrets. @default - unknown: an older version of slipway recorded the release */
  readonly secrets?: readonly string[];

  /** Docker IDs of the images that were built for it, by name. A tag alone means only the newest build. */
  readonly imageIds: Readonly<Record<string, string>>;
}

/** Name of the ConfigMap with the last release of a stack that became ready. */
const recordName = 'slipway-release';

interface RecordObject extends KubeObject {
  readonly binaryData?: { readonly release?: string };
}

/** Whether an object is the record of a release. The record belongs to the stack, but is in no manifest. */
export function isRecord({ kind, metadata }: KubeObject): boolean {
  return kind === 'ConfigMap' && metadata.name === recordName;
}

/** The last release of a stack that became ready; undefined if there is none. */
export async function lastRelease(kubectl: Kubectl, stack: string): Promise<Release | undefined> {
  const record = await kubectl.find<RecordObject>('configmap', recordName, ['--namespace', stack]);
  const release = record?.binaryData?.release;
  return release === undefined
    ? undefined
    : (JSON.parse(gunzipSync(Buffer.from(release, 'base64')).toString()) as Release);
}

/** Stores a release as the last one that became ready. */
export async function recordRelease(kubectl: Kubectl, stack: string, release: Release): Promise<void> {
  const record = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: recordName,
      namespace: stack,
      labels: stackLabels(stack),
    },
    // Compressed, because etcd accepts no object above 1.5 MiB. The same release always gives the same bytes.
    binaryData: { release: gzipSync(JSON.stringify(release)).toString('base64') },
  };
  await apply(kubectl, [record]);
}
