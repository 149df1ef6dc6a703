import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Snapshot, sortOut } from '../../../engine/health/snapshot';
import type { KubeList } from '../../../engine/kube/kube-object';

/** What kubectl listed of a namespace in which something was broken, on a kind cluster; shortened to what is read. */
export function recording(name: string): Snapshot {
  const text = readFileSync(join(__dirname, 'recorded', `${name}.json`), 'utf8');
  return sortOut((JSON.parse(text) as KubeList).items);
}
