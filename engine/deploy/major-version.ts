import { Failure } from '../base/failure';
import { type KubeObject, nameOf, podTemplateOf } from '../kube/kube-object';
import { parseReference } from '../machine/image-reference';
import type { Place } from './volume-growth';

/** A database whose image has another major version than the running one. */
export interface MajorChange {
  /** `StatefulSet/postgres` */
  readonly workload: string;
  readonly from: string;
  readonly to: string;
}

/** Databases whose major versions can't read the files of each other, by the last part of the image name. */
const databases = [
  'postgres',
  'postgresql',
  'postgis',
  'pgvector',
  'timescaledb',
  'mysql',
  'mariadb',
  'mongo',
];

/**
 * The databases that would start another major version on the files of the running one.
 *
 * Images whose tag has no version, such as `latest`, are ignored.
 *
 * @param live StatefulSets and databases of CloudNativePG in the cluster
 */
export function majorChanges(wanted: readonly KubeObject[], live: readonly KubeObject[]): MajorChange[] {
  return wanted.filter(isStore).flatMap((object) => {
    const twin = live.find((each) => nameOf(each) === nameOf(object));
    if (!twin) return [];
    const running = imagesByContainer(twin);
    return [...imagesByContainer(object)].flatMap(([container, to]) => {
      const from = running.get(container);
      const [old, young] = [from, to].map((image) => image && majorOf(image));
      if (from === undefined || old === undefined || young === undefined || old === young) return [];
      return [{ workload: nameOf(object), from, to }];
    });
  });
}

/** A failure with the change, and with the way to upgrade. */
export function majorChangeFailure({ workload, from, to }: MajorChange, { stack }: Place): Failure {
  return new Failure(
    `${workload} of '${stack.name}' runs ${from}, and the manifests have ${to}: another major version can't read its files. Nothing was changed`,
    `To keep the running version, set it in ${stack.files.chart}. To upgrade with the data, follow docs/upgrade-postgres.md.`,
  );
}

/** `16` of `postgres:16.10` and of `pgvector/pgvector:pg16`; undefined if the image is not of a known database. */
export function majorOf(image: string): string | undefined {
  const { repository, tag } = parseReference(image);
  if (!databases.includes(repository.split('/').at(-1) ?? '')) return undefined;
  return /(?:^|-)pg(\d+)/.exec(tag)?.[1] ?? /^v?(\d+)(?=$|[.\-_])/.exec(tag)?.[1];
}

function isStore({ kind }: KubeObject): boolean {
  return kind === 'StatefulSet' || kind === 'Cluster';
}

function imagesByContainer(object: KubeObject): ReadonlyMap<string, string> {
  const { spec } = object as KubeObject & { readonly spec?: { readonly imageName?: string } };
  const containers = podTemplateOf(object)?.spec.containers ?? [];
  return new Map([
    ...(spec?.imageName === undefined ? [] : [['', spec.imageName] as const]),
    ...containers.flatMap(({ name, image }) => (image === undefined ? [] : [[name, image] as const])),
  ]);
}
