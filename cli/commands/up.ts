import { Command, Option } from 'commander';
import { BadUsage, Failure } from '../../engine/base/failure';
import { launchStack } from '../../engine/deploy/launch';
import type { LaunchOptions } from '../../engine/deploy/launch-options';
import { manifestsOf } from '../../engine/deploy/stack-manifests';
import { contextOf } from '../../engine/machine/context';
import { invocation } from '../../engine/machine/invocation';
import { checkConflicts } from '../../engine/stack/conflicts';
import { ProjectStack } from '../../engine/stack/project-stack';
import { scaleOf } from '../../engine/stack/scale';
import type { Synthesis } from '../../engine/stack/synthesis';
import { formatDuration } from '../../engine/text/duration';
import type { Project } from '../../lib';
import { type OpenProject, stackOf } from '../project-access';
import { JsonOutput } from '../up/json-output';
import type { LaunchOutput } from '../up/launch-output';
import { TextOutput } from '../up/text-output';
import { manifestOptions } from './manifest-options';
import { isJson, type Output, outputOption } from './output-option';
import { timeoutOption } from './timeout-option';

/** `slipway up`: launches a stack. */
export function upCommand(open: OpenProject): Command {
  return outputOption(launchOptions(new Command('up')))
    .argument('[stack]', 'stack to launch (default: the project’s default stack)')
    .option('--all', 'launch all stacks, one after the other', false)
    .addHelpText(
      'after',
      `
Creates the kind cluster if it does not exist, builds and loads images, installs an ingress controller, and applies the
manifests. A second run without changes does nothing.

Examples:
  $ slipway up                                       # the default stack of the project
  $ slipway up flask-nginx --timeout 10m
  $ slipway up --all
  $ slipway up fastapi-mongo --scale grafana=0 --scale pgadmin=0
  $ slipway up flask-nginx --env prod --context staging --skip-images
  $ slipway up flask-nginx --output json | jq -r 'select(.event == "step-done").title'`,
    )
    .action((name: string | undefined, options: UpOptions) => upOneOrAll(open, name, options));
}

/** Adds the options of a launch to a command. */
export function launchOptions(command: Command): Command {
  return timeoutOption(manifestOptions(command), 'the workloads', '5m')
    .addOption(
      new Option('--node-image <image>', 'image of the nodes of a new kind cluster').env('KIND_NODE_IMAGE'),
    )
    .addOption(
      new Option(
        '--build-network <mode>',
        "network mode of RUN steps, such as host, if Docker's default network can't reach a package registry",
      ).env('SLIPWAY_BUILD_NETWORK'),
    )
    .option('--no-rollback', 'keep a release that does not come up, instead of rolling back');
}

interface UpOptions extends LaunchOptions, Output {
  readonly all: boolean;
}

async function upOneOrAll(open: OpenProject, name: string | undefined, options: UpOptions): Promise<void> {
  const output = isJson(options) ? new JsonOutput() : new TextOutput();
  if (!options.all) {
    await up(stackOf(open, name), options, output);
    return;
  }
  if (name !== undefined)
    throw new BadUsage(`'--all' and '${name}' can't be used together`, 'Remove one of them.');
  await upAll(open(), options, output);
}

/** Launches all stacks. If one fails, it still launches the others. */
async function upAll(project: Project, options: LaunchOptions, output: LaunchOutput): Promise<void> {
  const start = Date.now();
  const failed: string[] = [];
  const synthesized: Synthesis[] = [];
  for (const name of project.stacks) {
    output.reporter.say(`\n${name}\n`);
    try {
      const stack = new ProjectStack(project, name);
      const made = manifestsOf(stack, options);
      checkConflicts([...synthesized, made]);
      synthesized.push(made);
      const scale = scaleOf(made.objects, options.scale);
      await up(stack, { ...options, scale }, output);
    } catch (error) {
      if (!(error instanceof Failure)) throw error;
      console.error(`\n${error.report()}`);
      failed.push(name);
    }
  }
  const status = invocation('status --all', contextOf(options));
  if (failed.length > 0) {
    throw new Failure(
      `${failed.length} of ${project.stacks.length} stacks did not come up: ${failed.join(', ')}`,
      `The message of each stack is above; '${status}' shows what runs.`,
    );
  }
  output.reporter.say(`
All ${project.stacks.length} stacks are up (${formatDuration(Date.now() - start)})

  ${status}     what runs`);
}

/** Launches a stack, and prints its address. */
export async function up(stack: ProjectStack, options: LaunchOptions, output: LaunchOutput): Promise<void> {
  const start = Date.now();
  try {
    const launched = await launchStack(stack, options, output.reporter);
    await output.succeeded(launched, Date.now() - start);
  } catch (error) {
    output.failed(stack.name, error);
    throw error;
  }
}
