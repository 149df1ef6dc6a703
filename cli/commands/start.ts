import { Command } from 'commander';
import { neededTools } from '../../engine/deploy/cluster-steps';
import type { LaunchOptions } from '../../engine/deploy/launch-options';
import { contextOf } from '../../engine/machine/context';
import { inspectTools } from '../../engine/machine/tools';
import { type ProjectStack, stacksIn } from '../../engine/stack/project-stack';
import { type OpenProject, stackOf } from '../project-access';
import { TextOutput } from '../up/text-output';
import { synth } from './synth';
import { launchOptions, up } from './up';

/** `slipway start`, which `npm start` runs: writes all manifests, and launches a stack if the tools are installed. */
export function startCommand(open: OpenProject): Command {
  return launchOptions(new Command('start'))
    .argument('[stack]', 'stack to launch (default: the project’s default stack)')
    .addHelpText(
      'after',
      `
Examples:
  $ npm start
  $ npm start -- flask-nginx --timeout 10m`,
    )
    .action((name: string | undefined, options: LaunchOptions) => start(stackOf(open, name), options));
}

async function start(stack: ProjectStack, options: LaunchOptions): Promise<void> {
  const { project } = stack;
  const { folder, stacks } = await synth(project, stacksIn(project, options.env), options);
  const count = stacks.reduce((sum, { objects }) => sum + objects.length, 0);
  console.log(
    `Wrote ${count} objects of ${stacks.map((each) => each.stack).join(', ')} to ${folder}/ ('npx slipway synth' lists them)`,
  );
  const { problems } = await inspectTools(neededTools(contextOf(options), options));
  if (problems.length > 0) {
    console.log(`
To launch a stack in a local cluster, fix this first:
${problems.map(({ what, fix }) => `  - ${what}. ${fix}`).join('\n')}

Then run 'npm start' again. https://kind.sigs.k8s.io/docs/user/quick-start/ shows how to set up kind.
On another cluster that has the images: kubectl apply -f ${project.output}/`);
    return;
  }
  console.log();
  await up(stack, options, new TextOutput());
}
