import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { backupImage, waitImage } from '../../lib';
import { run } from '../base/command';
import { Failure } from '../base/failure';
import { packageFolder } from '../base/package';
import type { StackRef } from '../base/stack-ref';

/** An image that `up` builds, and the Compose service that defines it. */
export interface Build {
  readonly service: string;
  readonly image: string;
  readonly project: BuildProject;
}

/** The part of a Compose file that `docker compose build` needs. */
export interface BuildProject {
  /** Folder of the file. Relative paths start there, and its `.env` has the values of variables. */
  readonly folder: string;
  readonly model: ComposeModel;
}

/** A Compose file in its long form, as `docker compose config` prints it. */
export interface ComposeModel {
  readonly name: string;
  readonly services?: Readonly<Record<string, ComposeService>>;
  readonly secrets?: Readonly<Record<string, unknown>>;
}

interface ComposeService {
  readonly image?: string;
  readonly platform?: string;
  readonly build?: BuildSection;
}

/** The keys of a `build` section that slipway reads. Docker reads the others, such as `args` and `ssh`. */
interface BuildSection {
  readonly context?: string;
  readonly secrets?: readonly { readonly source: string }[];
}

/** The images that slipway itself brings, and that `up` builds. */
export const libraryBuilds: readonly Build[] = buildsOf({
  folder: packageFolder(),
  model: {
    name: 'slipway',
    services: {
      backup: { image: backupImage, build: { context: 'images/backup' } },
      wait: { image: waitImage, build: { context: 'images/wait' } },
    },
  },
});

/** The images that the Compose file of a stack builds; none if the stack has no Compose file. */
export async function composeBuilds({ files }: StackRef): Promise<Build[]> {
  const file = files.compose;
  if (file === undefined) return [];
  return buildsOf({ folder: dirname(file), model: buildModel(await readModel(file), file) });
}

/** Does not fill in variables: a build must not need the passwords that a Compose file requires. */
async function readModel(file: string): Promise<ComposeModel> {
  const args = ['--file', file, '--profile', '*', 'config', '--format', 'json', '--no-interpolate'];
  const { exitCode, stdout, stderr } = await run('docker', ['compose', ...args]);
  if (exitCode !== 0)
    throw new Failure(`docker compose can't read ${file}`, 'Correct the file.', stderr.trim());
  return JSON.parse(stdout) as ComposeModel;
}

/**
 * Reduces a model to its services with a build, and to what their builds need. Variables stay: Compose fills them in
 * when it builds.
 *
 * @throws Failure if the name of an image depends on a variable
 */
export function buildModel({ name, services = {}, secrets = {} }: ComposeModel, file: string): ComposeModel {
  const built = Object.entries(services).filter(([, { build }]) => build);
  for (const [service, { image }] of built) {
    if (image?.includes('$')) {
      throw new Failure(
        `${file}: the image of the service '${service}' contains a variable, got '${image}'`,
        `Write it without a variable, as the chart does.`,
      );
    }
  }
  const sources = built.flatMap(([, { build }]) => build?.secrets ?? []).map(({ source }) => source);
  return {
    name,
    services: Object.fromEntries(
      built.map(([service, { image, platform, build }]) => [service, { image, platform, build }]),
    ),
    secrets: Object.fromEntries(Object.entries(secrets).filter(([secret]) => sources.includes(secret))),
  };
}

/** The builds of a project, in the order of its services, without duplicates. */
export function buildsOf(project: BuildProject): Build[] {
  const { name, services = {} } = project.model;
  const all = Object.entries(services);
  return all
    .filter(([, one], index) => all.findIndex(([, other]) => isDeepStrictEqual(one, other)) === index)
    .map(([service, { image = defaultImage(name, service) }]) => ({ service, image, project }));
}

/** The name that Compose gives to the image of a service with `build` and without `image`. */
export function defaultImage(project: string, service: string): string {
  return `${project}-${service}`;
}
