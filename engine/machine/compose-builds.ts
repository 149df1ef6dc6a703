import type { StackRef } from '../base/stack-ref';
import { dirname } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { backupImage } from '../../lib';
import { Failure } from '../base/failure';
import { run } from '../base/command';

/** An image that a Compose file says how to build. */
export interface Build {
  readonly service: string;
  readonly image: string;
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly platform?: string;

  /** Value by name; null stands for the variable of that name in the environment. */
  readonly args: BuildArgs;
}

type BuildArgs = Readonly<Record<string, string | null>>;

interface ComposeModel {
  readonly name: string;
  readonly services?: Readonly<Record<string, ComposeService>>;
}

interface ComposeService {
  readonly image?: string;
  readonly platform?: string;
  readonly build?: BuildSection;
}

interface BuildSection {
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly args?: BuildArgs;
}

/** What `docker build` is told; a key beyond these would be lost without a word. */
const understood = ['context', 'dockerfile', 'target', 'args'];

/** The images that the library's constructs run and that are built here. */
export const libraryBuilds: readonly Build[] = [
  { service: 'backup', image: backupImage, context: 'images/backup', args: {} },
];

/** The images of a stack that are built here, as its Compose file says; none without such a file. */
export async function composeBuilds({ files }: StackRef): Promise<Build[]> {
  const file = files.compose;
  if (file === undefined) return [];
  // Not interpolated: the passwords that a Compose file demands play no part in a build.
  const written = await readModel(file, ['--file', file, '--profile', '*'], ['--no-interpolate']);
  const built = builtServices(written, file);
  if (Object.keys(built.services ?? {}).length === 0) return [];
  // What the arguments of a build take from the environment and .env, Compose itself puts in.
  const project = ['--file', '-', '--project-directory', dirname(file)];
  return buildsOf(await readModel(file, project, [], JSON.stringify(built)), file);
}

async function readModel(
  file: string,
  project: readonly string[],
  options: readonly string[],
  input?: string,
): Promise<ComposeModel> {
  const args = ['compose', ...project, 'config', '--format', 'json', ...options];
  const { exitCode, stdout, stderr } = await run('docker', args, { input });
  if (exitCode !== 0)
    throw new Failure(`docker compose can't read ${file}`, 'Correct the file.', stderr.trim());
  return JSON.parse(stdout) as ComposeModel;
}

/**
 * The services with a build of a Compose model without values for its variables, and of those what a build needs.
 *
 * @throws if the image's name or where it is built from depends on a variable
 */
export function builtServices({ name, services = {} }: ComposeModel, file: string): ComposeModel {
  const built = Object.entries(services).flatMap(([service, { image, platform, build }]) => {
    if (!build) return [];
    const fixed = [image, build.context, build.dockerfile, build.target];
    if (fixed.some((value) => value?.replaceAll('$$', '').includes('$'))) {
      throw new Failure(
        `${file}: the build of the service '${service}' depends on a variable, but the chart names a fixed image`,
        `Write image, context, dockerfile and target of the service out.`,
      );
    }
    return [[service, { image, platform, build }] as const];
  });
  return { name, services: Object.fromEntries(built) };
}

/** The builds of a Compose model, in the order of their services; one that several services repeat is there once. */
export function buildsOf({ name, services = {} }: ComposeModel, file: string): Build[] {
  const builds = Object.entries(services).flatMap(
    ([service, { build, platform, image = defaultImage(name, service) }]) => {
      if (!build) return [];
      const { context, dockerfile, target, args = {} } = build;
      const unknown = Object.keys(build).find((key) => !understood.includes(key));
      if (unknown) {
        throw new Failure(
          `${file}: services.${service}.build.${unknown} is more than slipway can build with`,
          `It knows ${understood.join(', ')}. Build the image yourself with 'docker compose build ${service}', and launch with --skip-images.`,
        );
      }
      return [{ service, image, context, dockerfile, target, platform, args: unescaped(args) }];
    },
  );
  return builds.filter((build, index) => builds.findIndex((other) => makesTheSame(build, other)) === index);
}

/** What Compose calls the image of a service that it builds, and that names none. */
export function defaultImage(project: string, service: string): string {
  return `${project}-${service}`;
}

function makesTheSame(one: Build, other: Build): boolean {
  return isDeepStrictEqual({ ...one, service: '' }, { ...other, service: '' });
}

/** Compose prints a `$` as `$$`, so that what it prints can be read again. */
function unescaped(args: BuildArgs): BuildArgs {
  return Object.fromEntries(
    Object.entries(args).map(([name, value]) => [name, value?.replaceAll('$$', '$') ?? null]),
  );
}
