import { type KubeObject, podTemplateOf } from './kube-object';

/** An object of CloudNativePG, whose operator creates the pods. */
interface OperatedObject extends KubeObject {
  readonly spec?: {
    readonly imageName?: string;
    readonly pgbouncer?: { readonly image?: string };
  };
}

/** All images in the pods of these objects, sorted, without duplicates. */
export function imagesOf(objects: readonly KubeObject[]): string[] {
  const images = objects.flatMap((object) => {
    const { initContainers = [] } = podTemplateOf(object)?.spec ?? {};
    return [...servingImages(object), ...initContainers.flatMap(({ image }) => image ?? [])];
  });
  return [...new Set(images)].sort();
}

/** The images of the containers of an object's pods, without init containers; the main one first. */
export function servingImages(object: KubeObject): string[] {
  const { containers = [] } = podTemplateOf(object)?.spec ?? {};
  return [...operatedImages(object), ...containers.flatMap(({ image }) => image ?? [])];
}

/** The images of a `Cluster` or a `Pooler`. The containers of its pod template need not have an image. */
function operatedImages(object: KubeObject): string[] {
  if (object.kind !== 'Cluster' && object.kind !== 'Pooler') return [];
  const { imageName, pgbouncer } = (object as OperatedObject).spec ?? {};
  return [imageName, pgbouncer?.image].filter((image) => image !== undefined);
}
