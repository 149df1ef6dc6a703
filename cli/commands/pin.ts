import { Command, Option } from 'commander';
import { Failure } from '../../engine/base/failure';
import { imagesOf } from '../../engine/kube/images';
import { parsePlace, parseReference, placed, type Places } from '../../engine/machine/image-reference';
import { checkTools } from '../../engine/machine/tools';
import { type ProjectStack, stacksIn } from '../../engine/stack/project-stack';
import { reading } from '../../engine/stack/reading';
import { synthesize } from '../../engine/stack/synthesis';
import { table } from '../../engine/text/table';
import { imageLock, writeImageLock } from '../../lib';
import { imageLockFile as lockFile } from '../../lib/contract';
import { NoDigest, pin } from '../pin/digest';
import { type OpenProject, stackOf } from '../project-access';

interface PinOptions {
  readonly env: string;
  readonly from: Places;
}

/** `slipway pin`: writes the digests of images to the image lock. */
export function pinCommand(open: OpenProject): Command {
  return new Command('pin')
    .argument('[stacks...]', 'stacks whose images to pin (default: all with the environment)')
    .option('--env <name>', 'environment whose images to pin', 'prod')
    .addOption(
      new Option('--from <prefix=place>', 'where images with this name prefix are (repeatable)')
        .argParser(parsePlace)
        .default({}, 'as in the charts'),
    )
    .addHelpText(
      'after',
      `
Commit the file. From then on production runs exactly these images, even if a tag moves. Run the command again to update
the file. Uses the credentials of 'docker login'.

Examples:
  $ slipway pin --from slipway=registry.example.com/team   # where you have pushed your own images
  $ slipway pin go-next --from docker.io=mirror.example.com`,
    )
    .action((names: readonly string[], options: PinOptions) =>
      pinImages(names.length > 0 ? names.map((name) => stackOf(open, name)) : stacksIn(open(), options.env), {
        ...options,
        keep: names.length > 0,
      }),
    );
}

/** @param keep whether images of other stacks stay in the file */
async function pinImages(
  stacks: readonly ProjectStack[],
  { env, from, keep }: PinOptions & { readonly keep: boolean },
): Promise<void> {
  await checkTools(['docker', 'compose']);
  const before = reading(() => imageLock(lockFile)) ?? {};
  const images = imagesOfStacks(stacks, env);
  const results = await Promise.all(images.map((image) => attempt(image, placed(image, from))));
  const failed = results.filter(({ problem }) => problem !== undefined);
  if (failed.length > 0) {
    throw new Failure(
      `${failed.length} of ${images.length} images have no digest, and ${lockFile} was not changed`,
      `Push your own images to a registry first, and name it: --from slipway=registry.example.com/team.`,
      table(failed.map(({ image, problem = '' }) => [image, problem])).join('\n'),
    );
  }
  const found = Object.fromEntries(results.map(({ image, pinned = '' }) => [image, pinned]));
  writeImageLock(lockFile, { ...(keep && before), ...found });
  const changed = images.filter((image) => before[image] !== found[image]);
  console.log(
    `${table(images.map((image) => [changed.includes(image) ? 'new ' : 'same', found[image] ?? ''])).join('\n')}

Wrote ${lockFile}: ${images.length} images, ${changed.length} of them new or changed. Commit it.`,
  );
}

interface Attempt {
  readonly image: string;
  readonly pinned?: string;
  readonly problem?: string;
}

async function attempt(image: string, place: string): Promise<Attempt> {
  try {
    return { image, pinned: await pin(parseReference(place)) };
  } catch (error) {
    if (!(error instanceof NoDigest)) throw error;
    return { image, problem: error.message };
  }
}

/** The images of stacks, with their names in the charts. */
function imagesOfStacks(stacks: readonly ProjectStack[], env: string): string[] {
  return imagesOf(
    stacks.flatMap((stack) => synthesize(stack, { ...stack.environment(env), images: undefined }).objects),
  );
}
