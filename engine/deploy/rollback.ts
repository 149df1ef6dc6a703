import { Duration } from '../base/duration';
import { Failure } from '../base/failure';
import { outdatedJobs } from './image-ids';
import { loadImages } from '../machine/load';
import { localImages } from '../machine/local-images';
import type { KubeObject } from '../kube/kube-object';
import { output } from '../base/command';
import { runSteps } from '../progress/run-steps';
import type { Step } from '../progress/step';
import { apply, summarize } from './apply';
import { deletableKinds, deleteObjects, ownedObjects, prune } from './prune';
import type { Release } from './record';
import { deleteAroundPods } from './volume-growth';
import { liveVolumes, setsToReplace, withLiveSizes } from './volumes';
import { type Launch, targetOf } from './launch';
import { applyStep, pruneStep, recordStep, waitFor, waitStep } from './release-steps';

/** What a release that came up once gets to do so again, however short the --timeout of the broken one was. */
const longestWait = Duration.minutes(5);

/**
 * Applies the manifests and waits until all is ready; if that fails, brings back the last release that came up.
 *
 * @throws Failure that says why the release failed, and what runs now
 */
export async function releaseOrRollBack(launch: Launch): Promise<void> {
  try {
    await runSteps([applyStep(launch), waitStep(launch)]);
  } catch (error) {
    // Before the first object is applied there is nothing to take back.
    if (!(error instanceof Failure) || !launch.options.rollback || !launch.release) throw error;
    const { earlier, release } = launch;
    const isOther = earlier && JSON.stringify(earlier) !== JSON.stringify(release);
    throw isOther ? await rolledBack(launch, earlier, error) : leftAsItIs(error, earlier);
  }
  await runSteps([recordStep(launch), pruneStep(launch)]);
}

function leftAsItIs({ message, fix, detail }: Failure, earlier: Release | undefined): Failure {
  const why = earlier
    ? 'the release before is the same, and came up'
    : 'no release has come up before to which it could be rolled back';
  return new Failure(`${message}. It stays as it is: ${why}`, fix, detail);
}

async function rolledBack(launch: Launch, earlier: Release, cause: Failure): Promise<Failure> {
  console.log(`\n${cause.message}: going back to the release before\n`);
  try {
    await runSteps([imagesStep(launch, earlier), objectsStep(launch, earlier), readyStep(launch, earlier)]);
  } catch (error) {
    if (!(error instanceof Failure)) throw error;
    const message = `${cause.message}, and the rollback failed as well: ${error.message}`;
    return new Failure(message, error.fix, [cause.detail, error.detail].filter(Boolean).join('\n\n'));
  }
  return new Failure(
    `${cause.message}. It was rolled back: the release before runs`,
    cause.fix,
    cause.detail,
  );
}

/** Gives the tags of the images that were built here back to the builds of the earlier release. */
function imagesStep(launch: Launch, { imageIds }: Release): Step {
  return {
    title: 'Roll back images',
    halfDone: 'Some image tags may stand for the earlier build again, others not.',
    run: async ({ done }) => {
      const { kind } = targetOf(launch);
      const present = await localImages(Object.keys(imageIds));
      const other = Object.entries(imageIds).filter(([name, id]) => present.get(name) !== id);
      for (const [name, id] of other) {
        if (!(await localImages([id])).has(id)) throw goneImage(name, launch.stack);
        await output('docker', ['tag', id, name]);
      }
      const names = other.map(([name]) => name);
      if (kind) await loadImages(kind, names, () => undefined);
      done(names.length > 0 ? `Images rolled back: ${names.join(', ')}` : 'The images have not changed');
    },
  };
}

function goneImage(name: string, stack: string): Failure {
  return new Failure(
    `Docker no longer has the build of ${name} that ran before`,
    `Its pods go on as long as they are not moved; correct the new build, and repeat 'npx slipway up ${stack}'.`,
  );
}

function objectsStep(launch: Launch, { objects, secrets }: Release): Step {
  return {
    title: 'Roll back manifests',
    halfDone: 'Some objects may be those of the earlier release again, others not.',
    run: async ({ done }) => {
      const { kubectl } = targetOf(launch);
      const { stack } = launch;
      // A Job that has failed with the new build of its image is the same object as before, and would stay failed.
      await deleteObjects(kubectl, stack, outdatedJobs(await ownedObjects(kubectl, stack, ['Job']), objects));
      const live = await liveVolumes(kubectl, stack);
      // A volume that has grown stays as it is: there is no way back.
      const wanted = withLiveSizes(objects, live);
      await deleteAroundPods(kubectl, stack, setsToReplace(wanted, live));
      const applied = await apply(kubectl, wanted);
      const kept = [...objects, ...(secrets ?? []).map(secretNamed)];
      const kinds = deletableKinds.filter((kind) => kind !== 'Secret' || secrets !== undefined);
      const deleted = await prune(kubectl, stack, kept, kinds);
      const gone = deleted.length > 0 ? `; deleted ${deleted.join(', ')}` : '';
      done(`Manifests rolled back: ${summarize(applied)}${gone}`);
    },
  };
}

function secretNamed(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name } };
}

function readyStep(launch: Launch, { objects }: Release): Step {
  return {
    title: 'Wait until all is ready again',
    halfDone: 'All objects of the earlier release are applied, and go on starting in the cluster.',
    run: ({ parts }) => {
      parts(waitFor(objects, launch, longer(launch.options.timeout, longestWait)));
      return Promise.resolve();
    },
  };
}

function longer(one: Duration, other: Duration): Duration {
  return one.toMilliseconds() > other.toMilliseconds() ? one : other;
}
