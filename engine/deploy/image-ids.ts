import { isDeepStrictEqual } from 'node:util';
import { imageIdAnnotation } from '../../lib/contract';
import { conditionOf } from '../health/condition';
import type { Workload } from '../health/snapshot';
import { imagesOf } from '../kube/images';
import { type KubeObject, podTemplateOf } from '../kube/kube-object';

/**
 * Objects with the IDs of the images that their pods run, as far as they are among `ids`, in `imageIdAnnotation`.
 *
 * An image that is built again keeps its tag, so that Kubernetes sees no change. With its ID in the pod template it
 * does, and rolls the workload as for every other change; the same ID changes nothing. Unlike `kubectl rollout
 * restart` it makes one rollout, not two, and it still happens if the command was interrupted after the build.
 */
export function withImageIds(
  objects: readonly KubeObject[],
  ids: ReadonlyMap<string, string>,
): readonly KubeObject[] {
  return objects.map((object) => {
    const own = imagesOf([object]).flatMap((image) => ids.get(image) ?? []);
    return own.length === 0 ? object : annotated(object, own.map(short).sort().join(','));
  });
}

/** The annotation of an object, or undefined. */
export function imageIdOf(object: KubeObject): string | undefined {
  const metadata = object.kind === 'Job' ? object.metadata : podTemplateOf(object)?.metadata;
  return metadata?.annotations?.[imageIdAnnotation];
}

/** An object with the given image IDs. */
function annotated(object: KubeObject, value: string): KubeObject {
  const copy = structuredClone(object);
  // The pod template of a Job can't be changed; what replaces the Job is `outdatedJobs`.
  const target = copy.kind === 'Job' ? copy : podTemplateOf(copy);
  if (target) {
    const metadata = {
      ...target.metadata,
      annotations: { ...target.metadata?.annotations, [imageIdAnnotation]: value },
    };
    Object.assign(target, { metadata });
  }
  return copy;
}

/** Jobs of a cluster that have failed, or ran another build of their image: they must go, so that they run again. */
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

/** Objects with the image IDs that they have in the cluster, where they run the same images: those that are not built again. */
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
    return value === undefined ? object : annotated(object, value);
  });
}

function isJob({ kind }: KubeObject): boolean {
  return kind === 'Job';
}

function short(id: string): string {
  return id.replace('sha256:', '').slice(0, 12);
}
