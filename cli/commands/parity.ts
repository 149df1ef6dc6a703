import { Command } from 'commander';
import { readFileSync } from 'node:fs';
import { launchStack } from '../../engine/deploy/launch';
import type { LaunchOptions } from '../../engine/deploy/launch-options';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { ComposeSide } from '../parity/compose/compose-side';
import { ComposeProject } from '../parity/compose/project';
import { compareWith, heading, possibleHeading, readExplanations } from '../parity/explanations';
import { differences, type Facts } from '../parity/facts';
import { KubernetesSide } from '../parity/kubernetes/kubernetes-side';
import { LegalNames } from '../parity/kubernetes/legal-names';
import { defaultProbeImage } from '../parity/probe/probe';
import { report } from '../parity/report';
import { secretVariables } from '../parity/secrets';
import { composeStep, ingressAddress, lookStep, probeImageStep } from '../parity/steps';
import { type OpenProject, stackOf } from '../project-access';
import { terminalReporter } from '../terminal/reporter';
import { launchOptions } from './up';

interface ParityOptions extends LaunchOptions {
  readonly probeImage: string;
}

/** `slipway parity`: compares a stack with Docker Compose and on Kubernetes. */
export function parityCommand(open: OpenProject): Command {
  return launchOptions(new Command('parity'))
    .argument('[stack]', 'stack to compare (default: the project’s default stack)')
    .option('--probe-image <image>', 'image with Node.js, for inspecting processes', defaultProbeImage)
    .addHelpText(
      'after',
      `
Launches the stack like 'up', and starts it with Docker Compose too. Sends both the same requests, and compares answers,
headers, health while each dependency is stopped, connections, processes, and exit codes. This interrupts the stack: use
a test cluster. Exits with 1 if the stack's README does not explain a difference.

Examples:
  $ slipway parity go-next
  $ slipway parity flask-nginx --context kind-test`,
    )
    .action((name: string | undefined, options: ParityOptions) => parity(stackOf(open, name), options));
}

async function parity(stack: ProjectStack, options: ParityOptions): Promise<void> {
  const checks = stack.parityChecks();
  const reporter = terminalReporter();
  const launched = await launchStack(stack, options, reporter);
  const { kubectl } = launched.target;
  const address = await ingressAddress(launched);
  const image = options.probeImage;
  const project = await ComposeProject.of(stack);
  const sides = () =>
    Promise.all([
      ComposeSide.of(project, image, checks.entry, address.host),
      KubernetesSide.of(kubectl, stack, image, address, project.model).then((side) => new LegalNames(side)),
    ]);
  const compose: Facts = new Map();
  const kubernetes: Facts = new Map();
  const secrets = secretVariables(launched.plan.objects);
  console.log();
  try {
    await reporter.runAll([
      probeImageStep(launched, image),
      composeStep(project, checks),
      lookStep(sides, [compose, kubernetes], checks, secrets),
    ]);
  } finally {
    await project.down();
  }
  print(stack, compose, kubernetes);
}

function print(stack: ProjectStack, compose: Facts, kubernetes: Facts): void {
  const all = differences(compose, kubernetes);
  const readme = readFileSync(stack.files.readme, 'utf8');
  const { unexplained, needless } = compareWith(
    readExplanations(readme, heading),
    all,
    readExplanations(readme, possibleHeading),
  );
  console.log(`\n${report(stack.files.readme, compose, all, unexplained, needless)}`);
  if (unexplained.length > 0) process.exitCode = 1;
}
