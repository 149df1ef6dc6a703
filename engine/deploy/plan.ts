import type { StackRef } from '../base/stack-ref';
import { isPaused } from '../health/paused';
import { type KubeObject, nameOf } from '../kube/kube-object';
import type { SecretObject } from '../kube/secret-object';
import { certificatesOf, withCaHashes } from './certificates';
import { checkClaimKinds } from './claim-kind';
import { outdatedJobs, withImageIds, withLiveImageIds } from './image-ids';
import { controllerFor } from './ingress';
import { describeKept, describeLeftBehind, leftBehind } from './left-behind';
import type { Live } from './live';
import { majorChangeFailure, majorChanges } from './major-version';
import { missingSecretFailure, missingSecrets } from './missing-secrets';
import { noPasswords, type TakenPasswords } from './passwords';
import { deletableKinds, leftovers } from './prune';
import type { Release } from './record';
import { describeShortages, forecast } from './room';
import { checkStorageQuota } from './storage-quota';
import { describeUnmapped } from './unmapped-ports';
import { describeUnverified } from './unverified-urls';
import { volumeGrowth } from './volume-growth';
import { setsToReplace, type Volume, withLiveSizes } from './volumes';

/** The changes of a release in a cluster. `up` and a rollback execute a plan, `diff` prints it. */
export interface Plan {
  readonly stack: StackRef;

  /** All objects to apply, with the IDs of their images. */
  readonly objects: readonly KubeObject[];

  /** Objects of the ingress controller, which are applied first; none if slipway does not install it. */
  readonly controller: readonly KubeObject[];

  /** Passwords of the cluster in these objects. */
  readonly passwords: TakenPasswords;

  /** Secrets with renewed certificates, to apply when all clients trust their CA. */
  readonly renewed: readonly SecretObject[];

  /** Names of the objects that a restore has left paused, to resume. */
  readonly resumed: readonly string[];

  /** Volumes to expand. */
  readonly growing: readonly Volume[];

  /** StatefulSets to delete without their pods, and to create again with other claim templates. */
  readonly replacedSets: readonly KubeObject[];

  /** Jobs to delete and run again. */
  readonly replacedJobs: readonly KubeObject[];

  /** Objects of the earlier release to delete. */
  readonly pruned: readonly KubeObject[];

  /** Warnings before anything changes, a paragraph each. */
  readonly warnings: readonly string[];
}

/** The objects of a launch. */
export interface Wanted {
  readonly stack: StackRef;

  /** All objects, without the IDs of their images. */
  readonly objects: readonly KubeObject[];

  /** Passwords of the cluster in these objects. @default - none */
  readonly passwords?: TakenPasswords;

  /** Docker IDs of the built images, by name. @default - none were built */
  readonly imageIds?: ReadonlyMap<string, string>;
}

/**
 * The plan of a launch.
 *
 * @throws Failure if the launch must be refused. Nothing has changed then
 */
export function planOf(wanted: Wanted, live: Live): Plan {
  const { stack, passwords = noPasswords, imageIds = new Map<string, string>() } = wanted;
  const place = { stack, context: live.context };
  const { secrets, renewed } = certificatesOf(stack.name, wanted.objects, live.secrets);
  // The Secrets first, so that pods start with them.
  const made = withCaHashes([...secrets, ...wanted.objects], secrets);
  const objects = withImageIds(withLiveImageIds(made, live.objects), imageIds);
  const [major] = majorChanges(objects, [...live.volumes, ...live.clusters]);
  if (major) throw majorChangeFailure(major, place);
  const [missing] = missingSecrets(
    objects,
    live.volumes,
    live.secrets.map(({ metadata }) => metadata.name),
  );
  if (missing) throw missingSecretFailure(missing, place);
  checkClaimKinds(objects, live.volumes, place);
  const growth = volumeGrowth(objects, live.volumes, live.storageClasses, place);
  checkStorageQuota(objects, live.volumes, place);
  const controller = controllerFor(objects, live);
  const orphans = leftBehind(objects, live.volumes);
  return {
    stack,
    objects,
    controller,
    passwords,
    renewed,
    resumed: live.objects.filter(isPaused).map(nameOf),
    growing: growth.volumes,
    replacedSets: growth.sets,
    replacedJobs: outdatedJobs(live.objects, objects),
    pruned: leftovers(live.objects, objects),
    warnings: [
      ...describeLeftBehind(orphans, objects, live.volumes, place),
      ...describeKept(objects, live.clusters, place),
      ...describeUnmapped(stack, objects, live),
      ...describeUnverified(objects, live.secrets),
      ...roomWarnings(stack, [...controller, ...objects], live),
    ],
  };
}

/** The plan of a rollback to an earlier release. A volume that has grown keeps its size, since volumes can't shrink. */
export function rollbackPlanOf(stack: StackRef, { objects: recorded, secrets }: Release, live: Live): Plan {
  const objects = withLiveSizes(recorded, live.volumes);
  const kept = [...objects, ...(secrets ?? []).map(secretNamed)];
  const kinds = deletableKinds.filter((kind) => kind !== 'Secret' || secrets !== undefined);
  return {
    stack,
    objects,
    controller: [],
    passwords: noPasswords,
    renewed: [],
    resumed: [],
    growing: [],
    replacedSets: setsToReplace(objects, live.volumes),
    // A Job that has failed with the new build of its image is the same object in both releases. It must run again.
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
