import { Failure } from '../base/failure';
import { type KubeObject, nameOf, podTemplateOf } from '../kube/kube-object';
import { parseReference } from '../machine/image-reference';
import type { Place } from './volume-growth';

/** A database whose image is of another major version than the one that runs. */
export interface MajorChange {
  /** `StatefulSet/postgres` */
  readonly workload: string;
  readonly from: string;
  readonly to: string;
}

/** Databases whose files another major version does not read, or not without help, by the last part of their image's name. */
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
 * The databases that would start another major version on the files of the one that runs.
 *
 * Images whose tag tells no version, such as `latest`, are passed over.
 *
 * @param live StatefulSets, and databases of CloudNativePG, as the cluster has them
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

/** A failure that names the change, and the way to it. */
export function majorChangeFailure({ workload, from, to }: MajorChange, { stack }: Place): Failure {
  return new Failure(
    `${workload} of '${stack.name}' runs ${from}, and the manifests say ${to}: another major version does not start on its files. Nothing was changed`,
    `Set the version back in ${stack.files.chart} to go on with what runs; docs/upgrade-postgres.md takes the data along to another major version.`,
  );
}

/** `16` of `postgres:16.10` and of `pgvector/pgvector:pg16`; undefined where the image is of no known database. */
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
