import type { Project } from '../../lib';
import { ProjectStack } from '../../engine/stack/project-stack';
import { Command, Option } from 'commander';
import { formatDuration } from '../../engine/text/duration';
import { type OpenProject, stackOf } from '../project-access';
import { addressesOf, publishedPorts, secureAddressesOf } from '../../engine/kube/address';
import { contextOf } from '../../engine/machine/context';
import { invocation } from '../../engine/machine/invocation';
import { BadUsage, Failure } from '../../engine/base/failure';
import { type Launch, type LaunchOptions, targetOf } from '../../engine/deploy/launch';
import { launchStack } from '../../engine/deploy/launch-stack';
import { manifestsOf } from '../../engine/deploy/stack-manifests';
import { scaleOf } from '../../engine/stack/scale';
import { manifestOptions } from './manifest-options';
import { timeoutOption } from './timeout-option';

/** `slipway up`: launches a stack. */
export function upCommand(open: OpenProject): Command {
  return launchOptions(new Command('up'))
    .argument('[stack]', 'stack to launch (default: that of the project)')
    .option('--all', 'launch every stack, one after the other', false)
    .addHelpText(
      'after',
      `
Whatever is there already is left as it is: a second 'npx slipway up' changes nothing.

Examples:
  $ slipway up                                       # the default stack on a kind cluster, which is created if need be
  $ slipway up flask-nginx --timeout 10m
  $ slipway up --all
  $ slipway up fastapi-mongo --scale grafana=0 --scale pgadmin=0
  $ slipway up flask-nginx --env prod --context staging --skip-images`,
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
        'network mode of RUN steps, for build hosts whose default network cannot reach a package registry, e.g. behind a VPN',
      ).env('SLIPWAY_BUILD_NETWORK'),
    )
    .option('--no-rollback', 'leave a release that does not come up as it is, instead of going back');
}

interface UpOptions extends LaunchOptions {
  readonly all: boolean;
}

async function upOneOrAll(open: OpenProject, name: string | undefined, options: UpOptions): Promise<void> {
  if (!options.all) {
    await up(stackOf(open, name), options);
    return;
  }
  if (name !== undefined)
    throw new BadUsage(`'--all' and '${name}' exclude each other`, 'Name one of them.');
  await upAll(open(), options);
}

/** Launches every stack; one that fails does not keep the others from being launched. */
async function upAll(project: Project, options: LaunchOptions): Promise<void> {
  const start = Date.now();
  const failed: string[] = [];
  for (const name of project.stacks) {
    console.log(`\n${name}\n`);
    try {
      const stack = new ProjectStack(project, name);
      const scale = scaleOf(manifestsOf(stack, options).objects, options.scale);
      await up(stack, { ...options, scale });
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
      `What is said above of each tells why; '${status}' shows what runs.`,
    );
  }
  console.log(`
All ${project.stacks.length} stacks are up (${formatDuration(Date.now() - start)})

  ${status}     what runs`);
}

/** Launches a stack, and prints where it answers. */
export async function up(stack: ProjectStack, options: LaunchOptions): Promise<void> {
  const start = Date.now();
  const launch = await launchStack(stack, options);
  await printResult(launch, Date.now() - start);
}

async function printResult(launch: Launch, duration: number): Promise<void> {
  const { stack, context, applied, growth, pruned } = launch;
  const { kind } = targetOf(launch);
  const ports = kind ? await publishedPorts(kind) : new Map<number, number>();
  const [address] = addressesOf(launch.synthesis.objects, ports);
  const [secure] = secureAddressesOf(launch.synthesis.objects, ports);
  const isSame =
    pruned.length === 0 &&
    growth?.volumes.length === 0 &&
    applied.every(({ change }) => change === 'unchanged');
  console.log(`
${stack} is up${isSame ? ', unchanged' : ''} (${formatDuration(duration)})${address ? `: ${address}` : ''}

${secure === undefined ? '' : `  ${secure}     the same by TLS; npx slipway trust tells how to trust it\n`}  ${invocation(`status ${stack}`, context)}     what runs
  ${invocation(`logs ${stack} -f`, context)}    what it says
  ${invocation(`down ${stack}`, context)}       stop it, and keep its data
  kubectl --context ${context} --namespace ${stack} get all`);
}
