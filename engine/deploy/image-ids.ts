import { isDeepStrictEqual } from 'node:util';
import { imageIdAnnotation } from '../../lib/contract';
import { conditionOf } from '../health/condition';
import type { Workload } from '../health/snapshot';
import { imagesOf } from '../kube/images';
import { type KubeObject, podTemplateOf, withPodAnnotation } from '../kube/kube-object';

/**
 * Objects with the IDs of their images in `imageIdAnnotation`, for the images in `ids`.
 *
 * An image that is built again keeps its tag, so Kubernetes sees no change. With the ID in the pod template it sees the
 * change, and rolls the workload out. The same ID changes nothing. Unlike `kubectl rollout restart`, this needs one
 * rollout instead of two, and it happens even if the command was interrupted after the build.
 */
export function withImageIds(
  objects: readonly KubeObject[],
  ids: ReadonlyMap<string, string>,
): readonly KubeObject[] {
  return objects.map((object) => {
    const own = imagesOf([object]).flatMap((image) => ids.get(image) ?? []);
    return own.length === 0 ? object : withIds(object, own.map(short).sort().join(','));
  });
}

/** The annotation of an object, or undefined. */
export function imageIdOf(object: KubeObject): string | undefined {
  const metadata = object.kind === 'Job' ? object.metadata : podTemplateOf(object)?.metadata;
  return metadata?.annotations?.[imageIdAnnotation];
}

/** An object with the given image IDs. */
function withIds(object: KubeObject, ids: string): KubeObject {
  if (object.kind !== 'Job') return withPodAnnotation(object, imageIdAnnotation, ids);
  // The pod template of a Job is immutable. `outdatedJobs` finds the Jobs to replace.
  const annotations = { ...object.metadata.annotations, [imageIdAnnotation]: ids };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Jobs of a cluster that have failed, or ran another build of their image. They must be deleted to run again. */
export function outdatedJobs(live: readonly KubeObject[], wanted: readonly KubeObject[]): KubeObject[] {
  const ids = new Map(wanted.filter(isJob).map((job) => [job.metadata.name, imageIdOf(job)]));
  return live.filter(isJob).filter((job) => {
    const [is, should] = [imageIdOf(job), ids.get(job.metadata.name)];
    const isOther = is !== undefined && should !== undefined && is !== should;
    return ids.has(job.metadata.name) && (isOther || hasFailed(job));
  });
}

function hasFailed(job: KubeObject): boolean {
  return conditionOf(job as Workload, 'Failed') !== undefined;
}

/** Objects with their image IDs in the cluster, if the images are the same: for images that are not built again. */
export function withLiveImageIds(
  objects: readonly KubeObject[],
  live: readonly KubeObject[],
): readonly KubeObject[] {
  return objects.map((object) => {
    const twin = live.find(
      ({ kind, metadata }) => kind === object.kind && metadata.name === object.metadata.name,
    );
    const isSame = twin && isDeepStrictEqual(imagesOf([twin]), imagesOf([object]));
    const value = isSame ? imageIdOf(twin) : undefined;
    return value === undefined ? object : withIds(object, value);
  });
}

function isJob({ kind }: KubeObject): boolean {
  return kind === 'Job';
}

function short(id: string): string {
  return id.replace('sha256:', '').slice(0, 12);
}
