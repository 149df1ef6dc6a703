import type { Duration } from '../base/duration';
import { resumeLeftovers } from '../backup/leftovers';
import { localImages } from '../machine/local-images';
import { outdatedJobs, withImageIds, withLiveImageIds } from './image-ids';
import { type KubeObject, nameOf } from '../kube/kube-object';
import { isSecret } from '../kube/secret-object';
import type { Step } from '../progress/step';
import { apply, summarize } from './apply';
import { checkNotTerminating, stackNamespace } from '../kube/namespace';
import { deletableKinds, deleteObjects, ownedObjects, prune } from './prune';
import { lastRelease, recordRelease } from './record';
import { deleteAroundPods, describeGrowth, growVolumes, volumeGrowth } from './volume-growth';
import { workloadKinds } from '../health/snapshot';
import { RolloutWatch } from '../health/watch';
import { type Launch, targetOf } from './launch';
import { withLivePasswords } from './stack-manifests';

/** Applies the manifests. */
export function applyStep(launch: Launch): Step {
  return {
    title: 'Apply manifests',
    halfDone: `Some objects may have been applied, others not.`,
    run: async ({ done }) => {
      const { kubectl } = targetOf(launch);
      const { stack, options } = launch;
      checkNotTerminating(await stackNamespace(kubectl, stack));
      const live = await ownedObjects(kubectl, stack);
      const resumed = await resumeLeftovers(kubectl, stack, live);
      const { synthesis, taken } = withLivePasswords(launch.project, launch.synthesis, options, live);
      launch.synthesis = synthesis;
      const ids = await localImages(launch.builds.map(({ image }) => image));
      const objects = options.skipImages
        ? withLiveImageIds(synthesis.objects, live)
        : withImageIds(synthesis.objects, ids);
      const growth = await volumeGrowth(kubectl, launch.project, objects);
      launch.growth = growth;
      launch.earlier = await lastRelease(kubectl, stack);
      launch.release = {
        objects: objects.filter((object) => !isSecret(object)),
        secrets: objects.filter(isSecret).map(({ metadata }) => metadata.name),
        // Sorted, as builds end in any order, and the same release must be the same record.
        imageIds: Object.fromEntries([...ids].sort(([a], [b]) => (a < b ? -1 : 1))),
      };
      await growVolumes(kubectl, stack, growth, objects);
      await deleteObjects(kubectl, stack, outdatedJobs(live, objects));
      await deleteAroundPods(kubectl, stack, growth.sets);
      launch.applied = await apply(kubectl, objects);
      // Two Ingresses can't have one host: the new one is refused as long as the old one is there.
      launch.pruned = await prune(kubectl, stack, objects, ['Ingress']);
      const from = taken.length > 0 ? `; passwords are the cluster's: ${taken.join(', ')}` : '';
      const grow = growth.volumes.length > 0 ? `; volumes grow: ${describeGrowth(growth)}` : '';
      const again =
        resumed.length > 0 ? `; resumed what a restore has left paused: ${resumed.join(', ')}` : '';
      done(`Manifests: ${summarize(launch.applied)}${grow}${from}${again}`);
    },
  };
}

/** Waits until every workload is ready and the Ingress is accepted. */
export function waitStep(launch: Launch): Step {
  return {
    title: 'Wait until all is ready',
    halfDone: 'All objects are applied, and go on starting in the cluster.',
    run: ({ parts }) => {
      parts(waitFor(launch.synthesis.objects, launch, launch.options.timeout));
      return Promise.resolve();
    },
  };
}

/** A step for each workload among the objects, which ends once it is ready. */
export function waitFor(objects: readonly KubeObject[], launch: Launch, timeout: Duration): Step[] {
  const workloads = objects.flatMap(watchedName);
  const ingresses = objects.filter(({ kind }) => kind === 'Ingress').map(nameOf);
  const names = new Set([...workloads, ...ingresses]);
  const watch = new RolloutWatch(targetOf(launch).kubectl, launch.project, names, timeout);
  return workloads.map((name) => watch.stepFor(name));
}

/** Name of the workload that tells whether an object is up; none for an object without pods. */
function watchedName(object: KubeObject): string[] {
  // CloudNativePG makes a Deployment of it, under its name.
  if (object.kind === 'Pooler') return [`Deployment/${object.metadata.name}`];
  return workloadKinds.includes(object.kind) ? [nameOf(object)] : [];
}

/** Keeps the release, now that it has come up, for a rollback from the next one. */
export function recordStep(launch: Launch): Step {
  return {
    title: 'Record the release',
    run: async ({ done }) => {
      const { stack, release } = launch;
      if (release) await recordRelease(targetOf(launch).kubectl, stack, release);
      done('Release recorded, for a rollback');
    },
  };
}

/** Deletes what an earlier version of the stack had. */
export function pruneStep(launch: Launch): Step {
  return {
    title: 'Delete what the stack no longer has',
    halfDone: 'Some objects of an earlier version may still be there.',
    run: async ({ done }) => {
      const { kubectl } = targetOf(launch);
      // Only now: until the rollout was done, pods of the earlier version may have needed them.
      const deleted = await prune(kubectl, launch.stack, launch.synthesis.objects, deletableKinds);
      launch.pruned = [...launch.pruned, ...deleted];
      done(
        launch.pruned.length > 0
          ? `Deleted, as the stack no longer has them: ${launch.pruned.join(', ')}`
          : 'Nothing left over from an earlier version',
      );
    },
  };
}
