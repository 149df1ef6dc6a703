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
  /** The images that `up` builds. */
  readonly builds: readonly Build[];

  /** Warnings for the user, a paragraph each. */
  readonly warnings: readonly string[];
}

/**
 * Finds the source of each image of a stack: the Compose file, Docker, a node of the kind cluster, or a registry.
 *
 * @param kind the kind cluster. For other clusters registries are not asked, since these may use other mirrors and logins
 * @throws Failure if an image has no source
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
 * Checks the images that no build builds and that are not on this machine.
 *
 * @param known all builds of the Compose file, also those that the stack does not use
 * @param lookups the answer of the registry for each image
 * @returns warnings about the images whose registry did not answer
 * @throws Failure if the registry does not have an image
 * @throws Failure if the registry did not answer, and a build has nearly the same name
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
          `In ${composeFile(stack)}, these services have 'build' and no 'image': ${nameless.join(', ')}. If the stack runs them, add the 'image' that ${stack.files.chart} names.`,
        ]
      : []),
    `The registry of ${open.join(', ')} did not answer this machine. The launch shows whether the nodes can pull the image.`,
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

/** Whether the service has no `image`, so that its image has the default name of Compose: `<project>-<service>`. */
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
    `the image ${image} of the stack '${stack.name}' does not exist: no service builds it, neither Docker nor the cluster has it, and its registry does not have it, or needs a login`,
    `Check its name and tag in ${stack.files.chart}. An image of your own needs a service with 'build' and exactly that 'image' in ${composeFile(stack)}. For an image in a private registry run 'docker login' and 'docker pull ${image}': 'npx slipway up' loads it from Docker.`,
  );
}

function composeFile({ files }: StackRef): string {
  return files.compose ?? 'the Compose file of the stack';
}
