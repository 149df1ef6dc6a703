import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../base/command';
import { Failure } from '../base/failure';
import type { KindCluster } from './kind-cluster';
import { localImages } from './local-images';
import { hasImage, nodeImages } from './node-images';

/**
 * Copies those images into the nodes of a kind cluster that the local Docker has and some node does not.
 *
 * The others are left to the nodes, which pull what they lack.
 *
 * @returns names of the images that were copied
 */
export async function loadImages(
  cluster: KindCluster,
  names: readonly string[],
  onStart: (missing: readonly string[]) => void,
): Promise<readonly string[]> {
  const local = await localImages(names);
  const stores = await Promise.all(cluster.nodes.map(nodeImages));
  const missing = [...local].filter(([name, id]) => stores.some((store) => !hasImage(store, name, id)));
  if (missing.length === 0) return [];

  const images = missing.map(([name]) => name).sort();
  onStart(images);
  // kind saves the images to a temporary folder, and does not remove it when it is interrupted.
  const temporary = mkdtempSync(join(tmpdir(), 'slipway-load-'));
  try {
    const { exitCode, stderr } = await run(
      'kind',
      ['load', 'docker-image', '--name', cluster.name, ...images],
      { env: { TMPDIR: temporary } },
    );
    if (exitCode !== 0) {
      throw new Failure(
        `the images ${images.join(', ')} can't be loaded into the kind cluster '${cluster.name}'`,
        'The message of kind is above; a full disk (docker system df) is the most common cause.',
        stderr.trim(),
      );
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return images;
}
