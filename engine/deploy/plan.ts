import type { StackRef } from '../base/stack-ref';
import { isPaused } from '../health/paused';
import { type KubeObject, nameOf } from '../kube/kube-object';
import { outdatedJobs, withImageIds, withLiveImageIds } from './image-ids';
import { controllerFor } from './ingress';
import { describeKept, describeLeftBehind, leftBehind } from './left-behind';
import type { Live } from './live';
import { majorChangeFailure, majorChanges } from './major-version';
import { noPasswords, type TakenPasswords } from './passwords';
import { deletableKinds, leftovers } from './prune';
import type { Release } from './record';
import { describeShortages, forecast } from './room';
import { volumeGrowth } from './volume-growth';
import { setsToReplace, type Volume, withLiveSizes } from './volumes';

/** What a release changes in a cluster: `up` and a rollback execute it, `diff` prints it. */
export interface Plan {
  readonly stack: StackRef;

  /** All objects that are applied, with the IDs of their images. */
  readonly objects: readonly KubeObject[];

  /** Objects of the ingress controller that are applied before those; none where it is not installed by slipway. */
  readonly controller: readonly KubeObject[];

  /** Passwords of the cluster that the objects have. */
  readonly passwords: TakenPasswords;

  /** Names of what a restore has left paused, which is resumed. */
  readonly resumed: readonly string[];

  /** Volumes that are enlarged. */
  readonly growing: readonly Volume[];

  /** StatefulSets that are deleted around their pods, and made anew with other claims. */
  readonly replacedSets: readonly KubeObject[];

  /** Jobs that are deleted and run again. */
  readonly replacedJobs: readonly KubeObject[];

  /** Objects of an earlier version that are deleted. */
  readonly pruned: readonly KubeObject[];

  /** What the user should know before anything changes, a paragraph each. */
  readonly warnings: readonly string[];
}

/** What a launch brings. */
export interface Wanted {
  readonly stack: StackRef;

  /** All objects, but for the IDs of their images. */
  readonly objects: readonly KubeObject[];

  /** Passwords of the cluster that are among them. @default - none */
  readonly passwords?: TakenPasswords;

  /** Docker's IDs of the images that were built for it, by name. @default - none were built */
  readonly imageIds?: ReadonlyMap<string, string>;
}

/**
 * The plan of a launch.
 *
 * @throws Failure if the cluster could not take it: before anything has changed
 */
export function planOf(wanted: Wanted, live: Live): Plan {
  const { stack, passwords = noPasswords, imageIds = new Map<string, string>() } = wanted;
  const place = { stack, context: live.context };
  const objects = withImageIds(withLiveImageIds(wanted.objects, live.objects), imageIds);
  const [major] = majorChanges(objects, [...live.volumes, ...live.clusters]);
  if (major) throw majorChangeFailure(major, place);
  const growth = volumeGrowth(objects, live.volumes, live.storageClasses, place);
  const controller = controllerFor(objects, live);
  const orphans = leftBehind(objects, live.volumes);
  return {
    stack,
    objects,
    controller,
    passwords,
    resumed: live.objects.filter(isPaused).map(nameOf),
    growing: growth.volumes,
    replacedSets: growth.sets,
    replacedJobs: outdatedJobs(live.objects, objects),
    pruned: leftovers(live.objects, objects),
    warnings: [
      ...describeLeftBehind(orphans, objects, live.volumes, place),
      ...describeKept(objects, live.clusters, place),
      ...roomWarnings(stack, [...controller, ...objects], live),
    ],
  };
}

/** The plan that brings an earlier release back. A volume that has grown stays as it is: there is no way back. */
export function rollbackPlanOf(stack: StackRef, { objects: recorded, secrets }: Release, live: Live): Plan {
  const objects = withLiveSizes(recorded, live.volumes);
  const kept = [...objects, ...(secrets ?? []).map(secretNamed)];
  const kinds = deletableKinds.filter((kind) => kind !== 'Secret' || secrets !== undefined);
  return {
    stack,
    objects,
    controller: [],
    passwords: noPasswords,
    resumed: [],
    growing: [],
    replacedSets: setsToReplace(objects, live.volumes),
    // A Job that has failed with the new build of its image is the same object as before, and would stay failed.
    replacedJobs: outdatedJobs(live.objects, objects),
    pruned: leftovers(live.objects, kept).filter(({ kind }) => kinds.includes(kind)),
    warnings: [],
  };
}

function secretNamed(name: string): KubeObject {
  return { apiVersion: 'v1', kind: 'Secret', metadata: { name } };
}

function roomWarnings(stack: StackRef, objects: readonly KubeObject[], live: Live): string[] {
  if (!live.occupancy) return [];
  return describeShortages(forecast(stack.name, objects, live.objects, live.occupancy), stack);
}
