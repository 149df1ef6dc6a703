import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { backupImage } from '../../lib';
import { Failure } from '../failure';
import { run } from '../process/command';

/** An image that a Compose file says how to build. */
export interface Build {
  readonly service: string;
  readonly image: string;
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;

  /** Value by name; null stands for the variable of that name in the environment. */
  readonly args: Readonly<Record<string, string | null>>;
}

interface ComposeModel {
  readonly name: string;
  readonly services?: Readonly<Record<string, { readonly image?: string; readonly build?: BuildSection }>>;
}

interface BuildSection {
  readonly context: string;
  readonly dockerfile?: string;
  readonly target?: string;
  readonly args?: Readonly<Record<string, string | null>>;
}

/** What `docker build` is told; a key beyond these would be lost without a word. */
const understood = ['context', 'dockerfile', 'target', 'args'];

/** The images that the library's constructs run and that are built here. */
export const libraryBuilds: readonly Build[] = [
  { service: 'backup', image: backupImage, context: 'images/backup', args: {} },
];

/** The images of a stack that are built here, as its Compose file says; none without such a file. */
export async function composeBuilds(stack: string): Promise<Build[]> {
  const file = join('apps', stack, 'compose.yaml');
  if (!existsSync(file)) return [];
  // Not interpolated: the passwords that a Compose file demands play no part in a build.
  const { exitCode, stdout, stderr } = await run('docker', [
    ...['compose', '--file', file, '--profile', '*'],
    ...['config', '--no-interpolate', '--format', 'json'],
  ]);
  if (exitCode !== 0)
    throw new Failure(`docker compose can't read ${file}`, 'Correct the file.', stderr.trim());
  return buildsOf(JSON.parse(stdout) as ComposeModel, file);
}

/** The builds of a Compose model, in the order of their services; one that several services repeat is there once. */
export function buildsOf({ name, services = {} }: ComposeModel, file: string): Build[] {
  const builds = Object.entries(services).flatMap(([service, { build, image = `${name}-${service}` }]) => {
    if (!build) return [];
    const { context, dockerfile, target, args = {} } = build;
    const unknown = Object.keys(build).find((key) => !understood.includes(key));
    if (unknown) {
      throw new Failure(
        `${file}: services.${service}.build.${unknown} is more than slipway can build with`,
        `It knows ${understood.join(', ')}. Build the image yourself with 'docker compose build ${service}', and launch with --skip-images.`,
      );
    }
    if ([image, context, dockerfile, target].some((value) => value?.includes('${'))) {
      throw new Failure(
        `${file}: the build of the service '${service}' depends on a variable, but the chart names a fixed image`,
        `Write image, context, dockerfile and target of the service out.`,
      );
    }
    return [{ service, image, context, dockerfile, target, args }];
  });
  return builds.filter((build, index) => builds.findIndex((other) => makesTheSame(build, other)) === index);
}

function makesTheSame(one: Build, other: Build): boolean {
  return isDeepStrictEqual({ ...one, service: '' }, { ...other, service: '' });
}
