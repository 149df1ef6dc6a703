import { buildImage } from '../machine/build';
import { composeBuilds, libraryBuilds } from '../machine/compose-builds';
import { loadImages } from '../machine/load';
import { imagesOf } from '../kube/images';
import type { Step } from '../progress/step';
import { type Launch, targetOf } from './launch';

/** Builds the images that the stack's Compose file says how to build, and those of the library. */
export function buildStep(launch: Launch): Step {
  return {
    title: 'Build images',
    halfDone: `The build was stopped; Docker keeps the layers that were done.`,
    run: async ({ title, done, line }) => {
      const used = imagesOf(launch.synthesis.objects);
      const known = [...(await composeBuilds(launch.project)), ...libraryBuilds];
      launch.builds = known.filter(({ image }) => used.includes(image));
      for (const build of launch.builds) {
        title(`Build ${build.image}`);
        await buildImage(build, launch.options.buildNetwork, line);
      }
      const names = launch.builds.map(({ image }) => image).join(', ');
      done(names ? `Images built: ${names}` : 'No image to build');
    },
  };
}

/** Copies the images that the cluster does not have into its nodes. */
export function loadStep(launch: Launch): Step {
  return {
    title: 'Load images into the cluster',
    halfDone: `Some of the images may not be in the cluster yet.`,
    run: async ({ title, done }) => {
      const { kind } = targetOf(launch);
      if (!kind) return;
      const loaded = await loadImages(kind, imagesOf(launch.synthesis.objects), (missing) => {
        title(`Load into the cluster: ${missing.join(', ')}`);
      });
      done(loaded.length > 0 ? `Images loaded: ${loaded.join(', ')}` : 'The cluster has the images already');
    },
  };
}
