import { isManaged, nameLabel } from '../../lib/contract';
import { servingImages } from '../kube/images';
import { type KubeObject, nameOf } from '../kube/kube-object';
import { parseReference } from '../machine/image-reference';
import type { Place } from './volume-growth';
import { type Claim, isClaim, isMadeOf, sizeOf, templatesOf } from './volumes';

/** A volume that no workload of the stack uses any more. */
export interface LeftBehind {
  readonly claim: Claim;

  /** Name of the store that used it; absent if it was not the volume of a store. */
  readonly store?: string;

  /** Image of that store; absent if its StatefulSet no longer exists. */
  readonly image?: string;
}

/**
 * The claims that stay behind when `wanted` is applied, because a store or a volume was removed or renamed.
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

/** A paragraph for each volume that stays behind, with the new stores and volumes that may be the renamed ones. */
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
    const set = wanted.find((object) => nameOf(object) === `StatefulSet/${volume.store ?? ''}`);
    if (set) return describeOfStore(volume, set, live, place);
    if (volume.store === undefined) return describeClaim(volume, wanted, live, place);
    const heirs = fresh.filter((object) => isAlike(volume, object)).map(({ metadata }) => metadata.name);
    return describeStore(volume, heirs, place);
  });
}

/** Of a store that the stack no longer has. */
function describeStore({ claim, store }: LeftBehind, heirs: readonly string[], place: Place): string {
  const { chart } = place.stack.files;
  return `${renamed(store ?? '', heirs)}The volume ${titleOf(claim)} of '${store}' stays behind: the stack no longer has that store. To use it again, name the store '${store}' again in ${chart}. To move its data to another store, back up and restore as docs/rename-a-store.md describes. To delete it with its data, after '${store}' is gone: ${deletion(claim, place)}.`;
}

/** Of a store that no longer mounts it. */
function describeOfStore(
  { claim, store }: LeftBehind,
  set: KubeObject,
  live: readonly KubeObject[],
  place: Place,
): string {
  const name = claim.metadata.name.replace(new RegExp(`-${store}-\\d+$`), '');
  const heirs = templatesOf(set)
    .filter((template) => !live.some((each) => isClaim(each) && isMadeOf(each, template, set.metadata.name)))
    .map(({ metadata }) => metadata.name);
  return `${renamed(name, heirs)}The volume ${titleOf(claim)} of '${store}' stays behind: '${store}' no longer mounts it. To use it again, name it '${name}' again in 'volumes' of '${store}' in ${place.stack.files.chart}. To delete it with its data, after this launch: ${deletion(claim, place)}.`;
}

/** Of a claim that was an object of the stack. */
function describeClaim(
  { claim }: LeftBehind,
  wanted: readonly KubeObject[],
  live: readonly KubeObject[],
  place: Place,
): string {
  const names = new Set(live.filter(isClaim).map(({ metadata }) => metadata.name));
  const heirs = wanted.filter((each) => isClaim(each) && !names.has(each.metadata.name));
  const { name } = claim.metadata;
  return `${renamed(
    name,
    heirs.map(({ metadata }) => metadata.name),
  )}The volume ${titleOf(claim)} stays behind: the stack no longer has it. To use it again, name it '${name}' again in ${place.stack.files.chart}. To delete it with its data: ${deletion(claim, place)}.`;
}

function renamed(name: string, heirs: readonly string[]): string {
  return heirs.map((heir) => `'${heir}' starts empty: was ${name} renamed to ${heir}? `).join('');
}

function titleOf(claim: Claim): string {
  return `${claim.metadata.name} (${sizeOf(claim)})`;
}

function deletion({ metadata: { name } }: Claim, { stack, context }: Place): string {
  return `kubectl --context ${context} --namespace ${stack.name} delete pvc ${name}`;
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
