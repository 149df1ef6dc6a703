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
import type { Comparison } from '../diff/comparison';
import { comparisonJson } from '../diff/json';
import { describeDifferences, summarizeDifferences } from '../diff/print';
import { type OpenProject, stackOf } from '../project-access';
import { errorJson } from '../terminal/error-json';
import { styler } from '../terminal/style';
import { type ManifestOptions, manifestOptions } from './manifest-options';
import { isJson, type Output, outputOption } from './output-option';

interface DiffOptions extends ManifestOptions, Output {
  readonly brief: boolean;
}

/** `slipway diff`: shows what `up` would change. */
export function diffCommand(open: OpenProject): Command {
  return outputOption(manifestOptions(new Command('diff')))
    .argument('[stack]', 'stack to compare (default: the project’s default stack)')
    .option('-q, --brief', 'print only the names of the objects', false)
    .addHelpText(
      'after',
      `
Prints a unified diff of each object that 'up' would create, change or delete. The API server computes it with a dry run
(kubectl apply --server-side --dry-run=server), with defaults and admission. Values of Secrets are never shown. Images
are compared by their IDs in Docker; 'diff' does not build them. Lines with '!' are warnings.

Exits with 0 if 'up' would change nothing, 1 if it would change something, and 2 if it would fail or the comparison
fails.

Examples:
  $ slipway diff
  $ slipway diff flask-nginx --brief
  $ slipway diff flask-nginx --env prod --context staging --skip-images | less
  $ slipway diff flask-nginx --output json | jq '.objects[] | select(.action == "deleted")'`,
    )
    .action((name: string | undefined, options: DiffOptions) => diff(stackOf(open, name), options));
}

async function diff(stack: ProjectStack, options: DiffOptions): Promise<void> {
  const what = { stack: stack.name, environment: options.env };
  const comparison = await compare(stack, options).catch((error: unknown) => {
    const failure = error instanceof Failure ? new NotCompared(error) : error;
    if (isJson(options)) print({ ...what, ok: false, ...errorJson(failure) });
    throw failure;
  });
  if (isJson(options)) print({ ...what, ok: true, ...comparisonJson(comparison, options.brief) });
  else console.log(described(stack.name, comparison, options.brief).join('\n'));
  if (comparison.differences.length > 0) process.exitCode = 1;
}

/** A failure of the comparison. Its exit code is 2, since 1 means a difference, as with diff and kubectl. */
class NotCompared extends Failure {
  public override readonly name = 'NotCompared';
  public override readonly exitCode = 2;

  constructor({ message, fix, detail }: Failure) {
    super(message, fix, detail);
  }
}

const noImages: ImageSources = { builds: [], warnings: [] };

/** @throws Failure if a launch would be refused, or if the comparison fails */
async function compare(stack: ProjectStack, options: DiffOptions): Promise<Comparison> {
  const made = scaledManifestsOf(stack, options);
  const types = options.typecheck ? checkTypes(stack.project, [stack.name]) : undefined;
  // It is awaited below. Until then its error is not an unhandled rejection.
  types?.catch(() => undefined);
  await checkTools(options.skipImages ? ['kubectl'] : ['docker', 'compose', 'kubectl']);
  const target = await findTarget(contextOf(options));
  const images = options.skipImages ? noImages : await findImages(stack, made.objects, target.kind);
  const built = images.builds.map(({ image }) => image);
  const imageIds = await localImages(built);
  await types;
  const { plan } = await planLaunch({ stack, made, options, target, imageIds });
  return {
    context: target.kubectl.context,
    differences: await differencesOf(target.kubectl, plan),
    plan,
    warnings: [...images.warnings, ...plan.warnings],
    unbuilt: built.filter((image) => !imageIds.has(image)),
  };
}

function described(stack: string, comparison: Comparison, brief: boolean): string[] {
  const { differences, plan, warnings, unbuilt } = comparison;
  return [
    ...describeAll(stack, differences, plan.controller.length + plan.objects.length, brief),
    ...(plan.resumed.length > 0
      ? [`! up resumes what a restore has paused: ${plan.resumed.join(', ')}.`]
      : []),
    ...warnings.map((warning) => `! ${warning}`),
    ...(unbuilt.length > 0
      ? [`Images that are not built yet were not compared: ${unbuilt.join(', ')}.`]
      : []),
  ];
}

function describeAll(
  stack: string,
  differences: readonly Difference[],
  wanted: number,
  brief: boolean,
): string[] {
  if (differences.length === 0)
    return [`up would change nothing of '${stack}': all ${wanted} objects match the manifests.`];
  const style = styler();
  const lines = brief
    ? differences.map(({ name, change }) => `${name} ${change}`)
    : describeDifferences(differences, style);
  return [...lines, style('bold', `up ${stack}: ${summarizeDifferences(differences, wanted)}`)];
}

function print(result: object): void {
  console.log(JSON.stringify(result, null, 2));
}
