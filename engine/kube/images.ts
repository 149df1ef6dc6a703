import { type KubeObject, podTemplateOf } from './kube-object';

/** What CloudNativePG runs in pods that it makes itself. */
interface OperatedObject extends KubeObject {
  readonly spec?: {
    readonly imageName?: string;
    readonly pgbouncer?: { readonly image?: string };
  };
}

/** All images that the pods of these objects run, each once, sorted. */
export function imagesOf(objects: readonly KubeObject[]): string[] {
  const images = objects.flatMap((object) => {
    const { initContainers = [] } = podTemplateOf(object)?.spec ?? {};
    return [...servingImages(object), ...initContainers.flatMap(({ image }) => image ?? [])];
  });
  return [...new Set(images)].sort();
}

/** The images of the containers that run while the pods of an object serve, the main one first. */
export function servingImages(object: KubeObject): string[] {
  const { containers = [] } = podTemplateOf(object)?.spec ?? {};
  return [...operatedImages(object), ...containers.flatMap(({ image }) => image ?? [])];
}

/** Those that a `Cluster` or a `Pooler` names; a container of its pod template may have none. */
function operatedImages(object: KubeObject): string[] {
  if (object.kind !== 'Cluster' && object.kind !== 'Pooler') return [];
  const { imageName, pgbouncer } = (object as OperatedObject).spec ?? {};
  return [imageName, pgbouncer?.image].filter((image) => image !== undefined);
}
