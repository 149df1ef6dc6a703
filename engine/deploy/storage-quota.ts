import { Failure } from '../base/failure';
import type { KubeObject, WorkloadObject } from '../kube/kube-object';
import { amountOf } from '../kube/quantity';
import type { Place } from './volume-growth';
import { isClaim, sizeOf, templatesOf } from './volumes';

interface ResourceQuota extends KubeObject {
  readonly spec: { readonly hard?: Readonly<Record<string, string>> };
}

/**
 * Checks that new and larger volumes fit into the quota of the stack, together with all volumes that are there.
 *
 * Not those of an operator, which are counted only if they exist.
 *
 * @param live the claims of the cluster
 * @throws Failure if they do not fit
 */
export function checkStorageQuota(
  wanted: readonly KubeObject[],
  live: readonly KubeObject[],
  { stack }: Place,
): void {
  const quota = quotaOf(wanted);
  if (quota === undefined) return;
  const present = new Map(
    live.filter(isClaim).map((claim) => [claim.metadata.name, amountOf(sizeOf(claim))]),
  );
  const changed = new Map(
    [...wantedClaims(wanted)].filter(([name, size]) => size > (present.get(name) ?? 0)),
  );
  const total = sum(new Map([...present, ...changed]));
  if (changed.size === 0 || total <= amountOf(quota)) return;
  throw new Failure(
    `the volumes of '${stack.name}' would request ${gibibytes(total)}Gi together, more than the ${quota} of its ResourceQuota, with ${[...changed.keys()].sort().join(', ')}. Nothing was changed`,
    `Raise 'quota.storage' in the environment, set smaller sizes in ${stack.files.chart}, or delete volumes that the stack no longer has ('npx slipway status ${stack.name}' lists all).`,
  );
}

function quotaOf(objects: readonly KubeObject[]): string | undefined {
  const quotas = objects.filter((object): object is ResourceQuota => object.kind === 'ResourceQuota');
  return quotas.flatMap(({ spec }) => spec.hard?.['requests.storage'] ?? []).at(0);
}

/** The sizes of the claims that the manifests and their StatefulSets define, by name. */
function wantedClaims(objects: readonly KubeObject[]): Map<string, number> {
  const claims = objects.flatMap((object): [string, number][] => {
    if (isClaim(object)) return [[object.metadata.name, amountOf(sizeOf(object))]];
    const { replicas = 1 } = (object as Partial<WorkloadObject>).spec ?? {};
    return templatesOf(object).flatMap((template) =>
      Array.from({ length: replicas }, (_, index): [string, number] => [
        `${template.metadata.name}-${object.metadata.name}-${index}`,
        amountOf(sizeOf(template)),
      ]),
    );
  });
  return new Map(claims);
}

function sum(sizes: ReadonlyMap<string, number>): number {
  return [...sizes.values()].reduce((total, size) => total + size, 0);
}

function gibibytes(bytes: number): number {
  return Math.ceil((bytes / 2 ** 30) * 10) / 10;
}
