import { stringify } from 'yaml';
import type { Case } from './stacks';

/** Where the snapshot of a stack in an environment is kept, from the project's root. */
export function snapshotPath({ stack, environment }: Case): string {
  return `test/apps/snapshots/${stack}.${environment}.yaml`;
}

/**
 * The manifests of a stack as a reviewer wants to compare them: objects and fields sorted, and the hashes, which say
 * only that something else changed, left out. In YAML 1.1, which kubectl reads.
 */
export function snapshot({ manifests }: Case): string {
  return [...manifests.all]
    .sort((a, b) => (key(a) < key(b) ? -1 : 1))
    .map((object) => stringify(object, { sortMapEntries: true, lineWidth: 0, version: '1.1' }))
    .join('---\n')
    .replaceAll(/(config-hash: )\w+/g, '$1<hash>')
    .replaceAll(/(name: [\w-]+)-[0-9a-f]{8}$/gm, '$1-<hash>');
}

function key({ kind, metadata }: Case['manifests']['all'][number]): string {
  return `${kind}/${metadata.name}`;
}
