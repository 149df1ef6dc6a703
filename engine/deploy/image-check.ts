import { Failure } from '../base/failure';
import type { StackRef } from '../base/stack-ref';
import { imagesOf } from '../kube/images';
import type { KubeObject } from '../kube/kube-object';
import { type Build, composeBuilds, libraryBuilds } from '../machine/compose-builds';
import { type Lookup, lookUpImage } from '../machine/image-lookup';
import { parseReference } from '../machine/image-reference';
import type { KindCluster } from '../machine/kind-cluster';
import { localImages } from '../machine/local-images';
import { nodeImages, qualified } from '../machine/node-images';

/** Where the images of a stack come from. */
export interface ImageSources {
  /** Those that are built here. */
  readonly builds: readonly Build[];

  /** What the user should know, a paragraph each. */
  readonly warnings: readonly string[];
}

/**
 * Finds out where each image of a stack comes from: the Compose file, Docker, a node of the kind cluster, a registry.
 *
 * @param kind the kind cluster; other clusters pull by ways of their own, so that registries are not asked for them
 * @throws Failure if an image comes from nowhere
 */
export async function findImages(
  stack: StackRef,
  objects: readonly KubeObject[],
  kind: KindCluster | undefined,
): Promise<ImageSources> {
  const used = imagesOf(objects);
  const known = [...(await composeBuilds(stack)), ...libraryBuilds];
  const builds = known.filter(({ image }) => used.includes(image));
  const missing = kind ? await missingImages(used, builds, kind) : [];
  const lookups = await Promise.all(missing.map(async (image) => [image, await lookUpImage(image)] as const));
  return { builds, warnings: checkSources(stack, known, new Map(lookups)) };
}

/**
 * Judges images that are neither built nor here.
 *
 * @param known all builds of the Compose file, those that the stack does not use among them
 * @param lookups what the registries say of each image
 * @returns a paragraph about those whose registry could not be asked
 * @throws Failure if no registry has an image, or it is out of reach and the name is nearly that of a build
 */
export function checkSources(
  stack: StackRef,
  known: readonly Build[],
  lookups: ReadonlyMap<string, Lookup>,
): string[] {
  const open = [...lookups].filter(([, lookup]) => lookup !== 'there').map(([image]) => image);
  for (const image of open) {
    const unnamed = known.find((build) => isUnnamed(build) && isFor(build, image));
    if (unnamed) throw withoutImage(stack, unnamed.service, image);
    const twin = known.find((build) => isNearMiss(build.image, image));
    if (twin) throw otherTag(stack, twin, image);
    if (lookups.get(image) === 'absent') throw nowhere(stack, image);
  }
  if (open.length === 0) return [];
  const nameless = known.filter(isUnnamed).map(({ service }) => `'${service}'`);
  return [
    ...(nameless.length > 0
      ? [
          `In ${composeFile(stack)}, these services have 'build' and no 'image': ${nameless.join(', ')}. What the stack runs of them needs the 'image' that ${stack.files.chart} names.`,
        ]
      : []),
    `The registry of ${open.join(', ')} can't be asked from here: whether the nodes can pull it, the launch will show.`,
  ];
}

async function missingImages(
  used: readonly string[],
  builds: readonly Build[],
  { nodes }: KindCluster,
): Promise<string[]> {
  const others = used.filter((image) => !builds.some((build) => build.image === image));
  const [local, stores] = await Promise.all([localImages(others), Promise.all(nodes.map(nodeImages))]);
  return others.filter((image) => !local.has(image) && !stores.some((store) => store.has(qualified(image))));
}

/** Whether the service names no image, so that Compose has chosen a name: `<project>-<service>`. */
function isUnnamed({ service, project }: Build): boolean {
  return project.model.services?.[service]?.image === undefined;
}

function isFor({ service }: Build, image: string): boolean {
  const name = parseReference(image).repository.split('/').at(-1) ?? '';
  return name === service || name.endsWith(`-${service}`);
}

function isNearMiss(built: string, image: string): boolean {
  const [one, other] = [built, image].map(parseReference);
  return one?.registry === other?.registry && one?.repository === other?.repository;
}

function withoutImage(stack: StackRef, service: string, image: string): Failure {
  return new Failure(
    `nothing builds ${image}, which the stack '${stack.name}' runs: the service '${service}' of ${composeFile(stack)} has 'build', but no 'image'`,
    `Add 'image: ${image}' to the service '${service}' there.`,
  );
}

function otherTag(stack: StackRef, { image: built, service }: Build, image: string): Failure {
  return new Failure(
    `nothing builds ${image}, which the stack '${stack.name}' runs: the service '${service}' of ${composeFile(stack)} builds ${built}`,
    `Write the same tag in ${stack.files.chart} and in the Compose file.`,
  );
}

function nowhere(stack: StackRef, image: string): Failure {
  return new Failure(
    `the image ${image} of the stack '${stack.name}' is nowhere: no service builds it, neither Docker nor the cluster has it, and its registry does not have it, or does not show it to you`,
    `Check its name and tag in ${stack.files.chart}. One that is built here needs a service with 'build' and exactly that 'image' in ${composeFile(stack)}; for one in a private registry, 'docker login' and 'docker pull ${image}' here: 'npx slipway up' loads it from Docker.`,
  );
}

function composeFile({ files }: StackRef): string {
  return files.compose ?? 'the Compose file of the stack';
}
