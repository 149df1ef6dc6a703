import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run } from '../base/command';
import { Failure } from '../base/failure';
import type { KindCluster } from './kind-cluster';
import { localImages } from './local-images';
import { hasImage, nodeImages } from './node-images';

/**
 * Copies images from the local Docker into the nodes of a kind cluster that lack them.
 *
 * The nodes pull the images that the local Docker does not have.
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
  // kind saves the images in a temporary folder, which it does not remove if it is interrupted.
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
        'Read the message of kind above. The most common cause is a full disk (docker system df).',
        stderr.trim(),
      );
    }
  } finally {
    rmSync(temporary, { recursive: true, force: true });
  }
  return images;
}
