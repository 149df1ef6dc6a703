import { isManaged, nameLabel } from '../../lib/contract';
import { servingImages } from '../kube/images';
import { type KubeObject, nameOf } from '../kube/kube-object';
import { parseReference } from '../machine/image-reference';
import type { Place } from './volume-growth';
import { type Claim, isClaim, isMadeOf, sizeOf, templatesOf } from './volumes';

/** A volume that no store of the stack uses any more. */
export interface LeftBehind {
  readonly claim: Claim;

  /** Name of the store that used it; absent if it was not the volume of a store. */
  readonly store?: string;

  /** Image of that store; absent if its StatefulSet no longer exists. */
  readonly image?: string;
}

/**
 * The claims that stay behind when `wanted` is applied, because a store was removed or renamed.
 *
 * Only claims of slipway or of a StatefulSet: Kubernetes deletes the claims of an operator with their owner.
 *
 * @param live the StatefulSets and claims of the cluster
 */
export function leftBehind(wanted: readonly KubeObject[], live: readonly KubeObject[]): LeftBehind[] {
  const isUsed = (claim: Claim): boolean =>
    wanted.some(
      (object) => (isClaim(object) && object.metadata.name === claim.metadata.name) || hasMade(object, claim),
    );
  return live
    .filter(isClaim)
    .filter(isOwn)
    .filter((claim) => !isUsed(claim))
    .map((claim) => {
      const set = live.find((object) => hasMade(object, claim));
      const store = set?.metadata.name ?? claim.metadata.labels?.[nameLabel];
      const [image] = set ? servingImages(set) : [];
      return { claim, ...(store !== undefined && { store }), ...(image !== undefined && { image }) };
    });
}

/** A paragraph for each volume that stays behind, with the new stores that may replace its store. */
export function describeLeftBehind(
  volumes: readonly LeftBehind[],
  wanted: readonly KubeObject[],
  live: readonly KubeObject[],
  place: Place,
): string[] {
  const fresh = wanted.filter(
    (object) =>
      templatesOf(object).length > 0 && !live.some((claim) => isClaim(claim) && hasMade(object, claim)),
  );
  return volumes.map((volume) => {
    const heirs = fresh.filter((object) => isAlike(volume, object)).map(({ metadata }) => metadata.name);
    return describe(volume, heirs, place);
  });
}

function describe({ claim, store }: LeftBehind, heirs: readonly string[], { stack, context }: Place): string {
  const { name } = claim.metadata;
  const deletion = `kubectl --context ${context} --namespace ${stack.name} delete pvc ${name}`;
  if (store === undefined) {
    return `The volume ${name} (${sizeOf(claim)}) stays behind: the stack no longer has it. To delete it with its data: ${deletion}.`;
  }
  const renamed = heirs.map((heir) => `'${heir}' starts empty: was ${store} renamed to ${heir}? `).join('');
  return `${renamed}The volume ${name} (${sizeOf(claim)}) of '${store}' stays behind: the stack no longer has that store. To use it again, name the store '${store}' again in ${stack.files.chart}. To move its data to another store, back up and restore as docs/rename-a-store.md describes. To delete it with its data, after '${store}' is gone: ${deletion}.`;
}

/** Whether a new store may be the renamed store of the volume: both have the same image repository. */
function isAlike({ image }: LeftBehind, object: KubeObject): boolean {
  if (image === undefined) return false;
  const repository = (each: string): string => parseReference(each).repository;
  return servingImages(object).some((each) => repository(each) === repository(image));
}

function hasMade(object: KubeObject, claim: Claim): boolean {
  return templatesOf(object).some((template) => isMadeOf(claim, template, object.metadata.name));
}

function isOwn({ metadata }: Claim): boolean {
  const { labels = {}, ownerReferences = [] } = metadata;
  const isMade = isManaged(metadata) || nameLabel in labels;
  return isMade && ownerReferences.length === 0;
}

/** A paragraph for each database of an operator that the stack no longer has. slipway never deletes such a database. */
export function describeKept(
  wanted: readonly KubeObject[],
  operated: readonly KubeObject[],
  { stack, context }: Place,
): string[] {
  const names = new Set(wanted.map(nameOf));
  return operated
    .map(nameOf)
    .filter((name) => !names.has(name))
    .map(
      (name) =>
        `${name} keeps running, although the stack no longer has it: slipway never deletes a database of an operator. To delete it with its data: kubectl --context ${context} --namespace ${stack.name} delete ${name}.`,
    );
}
