import type { StackRef } from '../base/stack-ref';
import { imagesOf } from '../kube/images';
import type { KubeObject } from '../kube/kube-object';
import { buildImage } from '../machine/build';
import type { Build } from '../machine/compose-builds';
import type { KindCluster } from '../machine/kind-cluster';
import { loadImages } from '../machine/load';
import { localImages } from '../machine/local-images';
import type { Step } from '../progress/step';
import { findImages, type ImageSources } from './image-check';

/** Finds the sources of a stack's images. */
export function findImagesStep(
  stack: StackRef,
  objects: readonly KubeObject[],
  kind: KindCluster | undefined,
): Step<ImageSources> {
  return {
    title: 'Find images',
    run: async ({ done }) => {
      const sources = await findImages(stack, objects, kind);
      const count = imagesOf(objects).length;
      done(`Images: ${count}, ${sources.builds.length} of them to build`);
      return sources;
    },
  };
}

/**
 * Builds images, and returns their Docker IDs by name.
 *
 * @param network network mode of RUN steps. @default - Docker's default
 */
export function buildStep(
  builds: readonly Build[],
  network: string | undefined,
): Step<ReadonlyMap<string, string>> {
  return {
    title: 'Build images',
    halfDone: `The build was stopped. Docker keeps the complete layers.`,
    run: async ({ title, done, line }) => {
      for (const build of builds) {
        title(`Build ${build.image}`);
        await buildImage(build, network, line);
      }
      const names = builds.map(({ image }) => image);
      done(names.length > 0 ? `Images built: ${names.join(', ')}` : 'No image to build');
      return localImages(names);
    },
  };
}

/** Copies images into the nodes of a kind cluster that lack them. */
export function loadStep(kind: KindCluster, objects: readonly KubeObject[]): Step {
  return {
    title: 'Load images into the cluster',
    halfDone: `Some of the images may not be in the cluster yet.`,
    run: async ({ title, done }) => {
      const loaded = await loadImages(kind, imagesOf(objects), (missing) => {
        title(`Load into the cluster: ${missing.join(', ')}`);
      });
      done(loaded.length > 0 ? `Images loaded: ${loaded.join(', ')}` : 'The cluster has the images already');
    },
  };
}
