import type { KubeObject } from '../kube/kube-object';
import { amountOf } from '../kube/quantity';

/** A PersistentVolumeClaim, or a claim template of a StatefulSet. */
export interface Claim extends KubeObject {
  readonly spec: {
    readonly storageClassName?: string;
    readonly accessModes?: readonly string[];
    readonly resources: { readonly requests: { readonly storage: string } };
  };
  readonly status?: { readonly phase?: string };
}

interface StatefulSet extends KubeObject {
  readonly spec: { readonly volumeClaimTemplates?: readonly Claim[] };
}

/** A claim of the cluster, and its size in the manifests. */
export interface Volume {
  readonly claim: Claim;
  readonly wanted: string;

  /** Name of its StatefulSet; absent if it has none. */
  readonly set?: string;
}

/** The claims of the cluster whose sizes `wanted` sets. */
export function volumesOf(wanted: readonly KubeObject[], live: readonly KubeObject[]): Volume[] {
  const claims = live.filter(isClaim);
  return wanted.flatMap((object) => {
    if (isClaim(object)) {
      const claim = claims.find(({ metadata }) => metadata.name === object.metadata.name);
      return claim ? [{ claim, wanted: sizeOf(object) }] : [];
    }
    const set = object.metadata.name;
    return templatesOf(object).flatMap((template) => {
      return claims
        .filter((claim) => isMadeOf(claim, template, set))
        .map((claim) => ({ claim, wanted: sizeOf(template), set }));
    });
  });
}

/** Whether a StatefulSet of this name has created the claim from the template. */
export function isMadeOf(claim: Claim, template: Claim, set: string): boolean {
  return new RegExp(`^${template.metadata.name}-${set}-\\d+$`).test(claim.metadata.name);
}

/** The StatefulSets of the cluster with other claim templates than in the manifests. Claim templates are immutable. */
export function setsToReplace(wanted: readonly KubeObject[], live: readonly KubeObject[]): KubeObject[] {
  return live.filter((set) => {
    const other = namesake(set, wanted);
    return set.kind === 'StatefulSet' && other !== undefined && describe(set) !== describe(other);
  });
}

/** Whether the StatefulSet of the same name in `wanted` has claim templates of the same names. */
export function hasSameClaims(set: KubeObject, wanted: readonly KubeObject[]): boolean {
  const other = namesake(set, wanted);
  const names = (of: KubeObject) => templatesOf(of).map(({ metadata }) => metadata.name);
  return other !== undefined && names(set).join() === names(other).join();
}

/** The claim templates of a StatefulSet in words that are the same for two of them if the API server sees no change. */
function describe(set: KubeObject): string {
  return templatesOf(set)
    .map((template) => `${template.metadata.name} ${amountOf(sizeOf(template))}`)
    .join(', ');
}

/** Objects with the claim templates of the StatefulSets of the same names in `others`, and their sizes. */
export function withTemplates<T extends KubeObject>(
  objects: readonly T[],
  others: readonly KubeObject[],
): T[] {
  return objects.map((object) => {
    const other = namesake(object, others);
    if (!other || describe(object) === describe(other)) return object;
    const own = new Map(templatesOf(object).map((template) => [template.metadata.name, template]));
    const templates = templatesOf(other).map((template) => {
      const same = own.get(template.metadata.name);
      return same ? resized(same, sizeOf(template)) : template;
    });
    return withClaimTemplates(object, templates);
  });
}

function namesake({ kind, metadata }: KubeObject, others: readonly KubeObject[]): KubeObject | undefined {
  return others.find((other) => kind === other.kind && metadata.name === other.metadata.name);
}

function withClaimTemplates<T extends KubeObject>(object: T, volumeClaimTemplates: readonly Claim[]): T {
  const { spec } = object as T & StatefulSet;
  return { ...object, spec: { ...spec, volumeClaimTemplates } };
}

/** Objects whose claims and claim templates are at least as large as the claims of the cluster. */
export function withLiveSizes(objects: readonly KubeObject[], live: readonly KubeObject[]): KubeObject[] {
  return objects.map((object) => {
    const larger = volumesOf([object], live).filter(
      ({ claim, wanted }) => amountOf(sizeOf(claim)) > amountOf(wanted),
    );
    return withSizes(object, ({ metadata }) => {
      const found = larger.find(({ claim, set }) =>
        claim.metadata.name.startsWith(set === undefined ? metadata.name : `${metadata.name}-${set}-`),
      );
      return found && sizeOf(found.claim);
    });
  });
}

/** The size that a claim requests. */
export function sizeOf({ spec }: Claim): string {
  return spec.resources.requests.storage;
}

/** The claim with another size. */
export function resized<T extends Claim>(claim: T, storage: string): T {
  const { spec } = claim;
  return {
    ...claim,
    spec: {
      ...spec,
      resources: { ...spec.resources, requests: { ...spec.resources.requests, storage } },
    },
  };
}

/** The object with other sizes; the same object if no size changes. */
function withSizes<T extends KubeObject>(object: T, size: (claim: Claim) => string | undefined): T {
  const isOther = (claim: Claim): boolean => {
    const found = size(claim);
    return found !== undefined && amountOf(found) !== amountOf(sizeOf(claim));
  };
  const changed = (claim: Claim): Claim =>
    isOther(claim) ? resized(claim, size(claim) ?? sizeOf(claim)) : claim;
  if (isClaim(object)) return isOther(object) ? { ...object, ...changed(object) } : object;
  const templates = templatesOf(object);
  if (!templates.some(isOther)) return object;
  return withClaimTemplates(object, templates.map(changed));
}

/** The claim templates of a StatefulSet; none for any other object. */
export function templatesOf(object: KubeObject): readonly Claim[] {
  return object.kind === 'StatefulSet' ? ((object as StatefulSet).spec.volumeClaimTemplates ?? []) : [];
}

/** Whether an object is a PersistentVolumeClaim. */
export function isClaim(object: KubeObject): object is Claim {
  return object.kind === 'PersistentVolumeClaim';
}
