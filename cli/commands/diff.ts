import { Command } from 'commander';
import { Failure } from '../../engine/base/failure';
import { type Difference, differencesOf } from '../../engine/deploy/difference';
import { findImages, type ImageSources } from '../../engine/deploy/image-check';
import { planLaunch } from '../../engine/deploy/plan-step';
import { scaledManifestsOf } from '../../engine/deploy/stack-manifests';
import { findTarget } from '../../engine/kube/target';
import { contextOf } from '../../engine/machine/context';
import { localImages } from '../../engine/machine/local-images';
import { checkTools } from '../../engine/machine/tools';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { checkTypes } from '../../engine/stack/type-check';
import { describeDifferences, summarizeDifferences } from '../diff/print';
import { type OpenProject, stackOf } from '../project-access';
import { styler } from '../terminal/style';
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
are never shown. Images are compared as Docker has them: up builds them first, diff does not. Lines with '!' say what
up would leave behind, or what may keep it from coming up.

Exit code 0 if up would change nothing, 1 if it would change something, 2 if up would refuse, or nothing could be
compared.

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

const noImages: ImageSources = { builds: [], warnings: [] };

/** Prints the differences, and gives their number. */
async function compare(stack: ProjectStack, options: DiffOptions): Promise<number> {
  const made = scaledManifestsOf(stack, options);
  const types = options.typecheck ? checkTypes(stack.project, [stack.name]) : undefined;
  // Whoever awaits it is told; until then it is no unhandled rejection.
  types?.catch(() => undefined);
  await checkTools(options.skipImages ? ['kubectl'] : ['docker', 'compose', 'kubectl']);
  const target = await findTarget(contextOf(options));
  const images = options.skipImages ? noImages : await findImages(stack, made.objects, target.kind);
  const built = images.builds.map(({ image }) => image);
  const imageIds = await localImages(built);
  await types;
  const { plan } = await planLaunch({ stack, made, options, target, imageIds });
  const differences = await differencesOf(target.kubectl, plan);
  print(stack.name, plan.controller.length + plan.objects.length, differences, options);
  if (plan.resumed.length > 0)
    console.log(`! up resumes what a restore has left paused: ${plan.resumed.join(', ')}.`);
  for (const warning of [...images.warnings, ...plan.warnings]) console.log(`! ${warning}`);
  const unbuilt = built.filter((image) => !imageIds.has(image));
  if (unbuilt.length > 0) console.log(`Not compared, as up has yet to build them: ${unbuilt.join(', ')}.`);
  return differences.length;
}

function print(
  stack: string,
  wanted: number,
  differences: readonly Difference[],
  { brief }: DiffOptions,
): void {
  const style = styler();
  if (differences.length === 0) {
    console.log(`up would change nothing of '${stack}': all ${wanted} objects are as the manifests say.`);
    return;
  }
  const lines = brief
    ? differences.map(({ name, change }) => `${name} ${change}`)
    : describeDifferences(differences, style);
  console.log(lines.join('\n'));
  console.log(style('bold', `up ${stack}: ${summarizeDifferences(differences, wanted)}`));
}
