import { Command } from 'commander';
import { checkStack, defaultStack, stacksOf } from '../../engine/stack/catalog';
import { neededTools } from '../../engine/deploy/cluster-steps';
import type { LaunchOptions } from '../../engine/deploy/launch';
import { inspectTools } from '../../engine/machine/tools';
import { contextOf } from '../../engine/machine/context';
import { synth } from './synth';
import { launchOptions, up } from './up';

/** `slipway start`, which is `npm start`: as much of everything as this machine can do. */
export function startCommand(): Command {
  return launchOptions(new Command('start'))
    .description('write the manifests of every stack, and launch one, if the tools for it are here')
    .argument('[stack]', 'stack to launch', defaultStack)
    .addHelpText(
      'after',
      `
Examples:
  $ npm start
  $ npm start -- flask-nginx --timeout 10m`,
    )
    .action(start);
}

async function start(stack: string, options: LaunchOptions): Promise<void> {
  checkStack(stack);
  synth(stacksOf(options.env), { env: options.env });
  const { problems } = await inspectTools(neededTools(contextOf(options), options));
  if (problems.length > 0) {
    console.log(`
The manifests are written. To launch them into a local cluster, this machine lacks something:
${problems.map(({ what, fix }) => `  - ${what}. ${fix}`).join('\n')}

Then 'npm start' again; https://kind.sigs.k8s.io/docs/user/quick-start/ shows how to set kind up.
On any other cluster that has the images: kubectl apply -f dist/`);
    return;
  }
  console.log();
  await up(stack, options);
}
