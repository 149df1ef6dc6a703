import { Command, Option } from 'commander';
import { formatDuration, parseDuration } from '../arguments/duration';
import { checkStack, defaultStack, environment } from '../catalog';
import { addressesOf, publishedPorts } from '../cluster/address';
import { readKindConfig } from '../cluster/kind-config';
import { checkToolsStep, clusterStep } from '../launch/cluster-steps';
import { buildStep, loadStep } from '../launch/image-steps';
import { ingressStep } from '../launch/ingress-step';
import { type Launch, type LaunchOptions, targetOf } from '../launch/launch';
import { releaseOrRollBack } from '../launch/rollback';
import { synthesize } from '../manifests/synthesis';
import { runSteps } from '../progress/run-steps';
import { contextOf, contextOption } from './context-option';

/** `slipway up`: launches a stack. */
export function upCommand(): Command {
  return launchOptions(new Command('up'))
    .description('launch a stack: cluster, images, ingress controller, manifests; and wait until it is ready')
    .argument('[stack]', 'stack to launch', defaultStack)
    .addHelpText(
      'after',
      `
Whatever is there already is left as it is: a second 'npx slipway up' changes nothing.

Examples:
  $ slipway up                                       # ${defaultStack} on a kind cluster, which is created if need be
  $ slipway up flask-nginx --timeout 10m
  $ slipway up flask-nginx --env prod --context staging --skip-images`,
    )
    .action(up);
}

/** Adds the options of a launch to a command. */
export function launchOptions(command: Command): Command {
  return contextOption(command)
    .option('--env <name>', 'environment: dev, prod, or one of the stack’s own', 'dev')
    .addOption(
      new Option('--timeout <duration>', 'longest wait for the workloads')
        .argParser(parseDuration)
        .default(300_000, '5m'),
    )
    .addOption(
      new Option('--node-image <image>', 'image of the nodes of a new kind cluster').env('KIND_NODE_IMAGE'),
    )
    .addOption(
      new Option(
        '--build-network <mode>',
        'network mode of RUN steps, for build hosts whose default network cannot reach a package registry, e.g. behind a VPN',
      ).env('SLIPWAY_BUILD_NETWORK'),
    )
    .option('--skip-images', 'neither build nor load images: the cluster pulls them', false)
    .option('--no-rollback', 'leave a release that does not come up as it is, instead of going back');
}

/** Launches a stack, and prints where it answers. */
export async function up(stack: string, options: LaunchOptions): Promise<void> {
  const start = Date.now();
  const launch = await launchStack(checkStack(stack), options);
  await printResult(launch, Date.now() - start);
}

/** Launches a stack. */
export async function launchStack(stack: string, options: LaunchOptions): Promise<Launch> {
  const launch = prepare(stack, options);
  await runSteps([
    checkToolsStep(launch),
    clusterStep(launch),
    ...(options.skipImages ? [] : [buildStep(launch), loadStep(launch)]),
    ingressStep(launch),
  ]);
  await releaseOrRollBack(launch);
  return launch;
}

// Before everything else: a chart with an error in it should not cost a cluster.
function prepare(stack: string, options: LaunchOptions): Launch {
  const kindConfig = readKindConfig(options.kindConfig);
  const [synthesis] = synthesize([stack], environment(options.env, stack));
  if (!synthesis) throw new Error(`no manifests of '${stack}'`);
  const context = contextOf(options);
  return { stack, options, synthesis, kindConfig, context, builds: [], applied: [], pruned: [] };
}

async function printResult(launch: Launch, duration: number): Promise<void> {
  const { stack, context, applied, pruned, options } = launch;
  const where = options.context === undefined ? stack : `${stack} --context ${options.context}`;
  const { kind } = targetOf(launch);
  const ports = kind ? await publishedPorts(kind) : new Map<number, number>();
  const [address] = addressesOf(launch.synthesis.objects, ports);
  const isSame = pruned.length === 0 && applied.every(({ change }) => change === 'unchanged');
  console.log(`
${stack} is up${isSame ? ', unchanged' : ''} (${formatDuration(duration)})${address ? `: ${address}` : ''}

  npx slipway status ${where}     what runs
  npx slipway logs ${where} -f    what it says
  npx slipway down ${where}       stop it, and keep its data
  kubectl --context ${context} --namespace ${stack} get all`);
}
