import type { ProjectStack } from '../../engine/stack/project-stack';
import { Command } from 'commander';
import { type OpenProject, stackOf } from '../project-access';
import { contextOf } from '../../engine/machine/context';
import { findTarget } from '../../engine/kube/target';
import { type Difference, differencesOf } from '../../engine/deploy/difference';
import { describeDifferences, summarizeDifferences } from '../diff/print';
import { Failure } from '../../engine/base/failure';
import { composeBuilds } from '../../engine/machine/compose-builds';
import { withImageIds, withLiveImageIds } from '../../engine/deploy/image-ids';
import { localImages } from '../../engine/machine/local-images';
import { controllerFor } from '../../engine/deploy/ingress';
import { scaledManifestsOf, withLivePasswords } from '../../engine/deploy/stack-manifests';
import { imagesOf } from '../../engine/kube/images';
import type { KubeObject } from '../../engine/kube/kube-object';
import { checkNotTerminating, stackNamespace } from '../../engine/kube/namespace';
import { ownedObjects } from '../../engine/deploy/prune';
import { volumeGrowth } from '../../engine/deploy/volume-growth';
import { styler } from '../terminal/style';
import { checkTools } from '../../engine/machine/tools';
import { type ManifestOptions, manifestOptions } from './manifest-options';

interface DiffOptions extends ManifestOptions {
  readonly brief: boolean;
}

/** `slipway diff`: what `up` would change. */
export function diffCommand(open: OpenProject): Command {
  return manifestOptions(new Command('diff'))
    .argument('[stack]', 'stack to compare (default: that of the project)')
    .option('-q, --brief', 'only name the objects', false)
    .addHelpText(
      'after',
      `
Each object that differs is a unified diff, from what the cluster has to what it would make of the manifests (kubectl apply
--server-side --dry-run=server, with defaults and admission). Objects that up deletes are there too. Values of Secrets
are never shown. Images are compared as Docker has them: up builds them first, diff does not.

Exit code 0 if up would change nothing, 1 if it would change something, 2 if they could not be compared.

Examples:
  $ slipway diff
  $ slipway diff flask-nginx --brief
  $ slipway diff flask-nginx --env prod --context staging --skip-images | less`,
    )
    .action(async (name: string | undefined, options: DiffOptions) => {
      const differences = await compare(stackOf(open, name), options).catch((error: unknown) => {
        throw error instanceof Failure ? new NotCompared(error) : error;
      });
      if (differences > 0) process.exitCode = 1;
    });
}

/** As with diff and kubectl, 1 means a difference: what keeps from finding one has another exit code. */
class NotCompared extends Failure {
  public override readonly name = 'NotCompared';
  public override readonly exitCode = 2;

  constructor({ message, fix, detail }: Failure) {
    super(message, fix, detail);
  }
}

/** Prints the differences, and gives their number. */
async function compare(stack: ProjectStack, options: DiffOptions): Promise<number> {
  const made = scaledManifestsOf(stack, options);
  await checkTools(options.skipImages ? ['kubectl'] : ['docker', 'compose', 'kubectl']);
  const target = await findTarget(contextOf(options));
  const { kubectl } = target;
  const namespace = await stackNamespace(kubectl, stack.name);
  checkNotTerminating(namespace);
  const live = namespace ? await ownedObjects(kubectl, stack.name) : [];
  const { objects } = withLivePasswords(stack, made, options, live).synthesis;
  const used = imagesOf(objects);
  const built = options.skipImages
    ? []
    : (await composeBuilds(stack)).map(({ image }) => image).filter((image) => used.includes(image));
  const ids = await localImages(built);
  const wanted = withImageIds(withLiveImageIds(objects, live), ids);
  const controller = await controllerFor(objects, target);
  const all = [...controller, ...wanted];
  const growing = namespace ? (await volumeGrowth(kubectl, stack, wanted)).volumes : [];
  const differences = await differencesOf(kubectl, all, live, growing);
  print(stack.name, all, differences, options);
  const unbuilt = built.filter((image) => !ids.has(image));
  if (unbuilt.length > 0) console.log(`Not compared, as up has yet to build them: ${unbuilt.join(', ')}.`);
  return differences.length;
}

function print(
  stack: string,
  wanted: readonly KubeObject[],
  differences: readonly Difference[],
  { brief }: DiffOptions,
): void {
  const style = styler();
  if (differences.length === 0) {
    console.log(
      `up would change nothing of '${stack}': all ${wanted.length} objects are as the manifests say.`,
    );
    return;
  }
  const lines = brief
    ? differences.map(({ name, change }) => `${name} ${change}`)
    : describeDifferences(differences, style);
  console.log(lines.join('\n'));
  console.log(style('bold', `up ${stack}: ${summarizeDifferences(differences, wanted.length)}`));
}
