import { gunzipSync, gzipSync } from 'node:zlib';
import { stackLabels } from '../../lib/contract';
import type { KubeObject } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { apply } from './apply';

/** A release of a stack that was applied: what a rollback goes back to. */
export interface Release {
  /** All objects but the Secrets, whose values outlive a release. */
  readonly objects: readonly KubeObject[];

  /** Names of the Secrets that belong to it. @default - unknown, as of a release that an older slipway recorded */
  readonly secrets?: readonly string[];

  /** Docker's IDs of the images that were built for it, by name: a tag means the newest build only. */
  readonly imageIds: Readonly<Record<string, string>>;
}

/** Name of the ConfigMap that holds the last release of a stack that came up. */
const recordName = 'slipway-release';

interface RecordObject extends KubeObject {
  readonly binaryData?: { readonly release?: string };
}

/** Whether this is the record of a release, which belongs to the stack but is in no manifest of it. */
export function isRecord({ kind, metadata }: KubeObject): boolean {
  return kind === 'ConfigMap' && metadata.name === recordName;
}

/** The last release of a stack that came up, or undefined if none has. */
export async function lastRelease(kubectl: Kubectl, stack: string): Promise<Release | undefined> {
  const record = await kubectl.find<RecordObject>('configmap', recordName, ['--namespace', stack]);
  const release = record?.binaryData?.release;
  return release === undefined
    ? undefined
    : (JSON.parse(gunzipSync(Buffer.from(release, 'base64')).toString()) as Release);
}

/** Keeps a release as the last one that came up. */
export async function recordRelease(kubectl: Kubectl, stack: string, release: Release): Promise<void> {
  const record = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: {
      name: recordName,
      namespace: stack,
      labels: stackLabels(stack),
    },
    // Packed, because etcd takes no object above 1.5 MiB; the same release is packed to the same bytes.
    binaryData: { release: gzipSync(JSON.stringify(release)).toString('base64') },
  };
  await apply(kubectl, [record]);
}
