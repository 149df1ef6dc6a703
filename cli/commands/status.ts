import { Command } from 'commander';
import { Duration } from '../../engine/base/duration';
import { BadUsage } from '../../engine/base/failure';
import { publishedPorts } from '../../engine/kube/address';
import { findTarget } from '../../engine/kube/target';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import { type OpenProject, stackOf } from '../project-access';
import { lookAtAll, lookAtStacks, type View } from '../status/view';
import { watch } from '../status/watch';
import { styler } from '../terminal/style';
import { untilInterrupted } from '../terminal/until-interrupted';
import { contextOption } from './context-option';
import { isJson, type Output, outputOption } from './output-option';

/** `slipway status`: shows the state of stacks. */
export function statusCommand(open: OpenProject): Command {
  return outputOption(contextOption(new Command('status')))
    .argument('[stack]', 'stack to show (default: all in the cluster)')
    .option('--all', 'show one line for each stack of the project, with its memory', false)
    .option('-w, --watch', 'refresh until Ctrl-C; without a terminal, print each change', false)
    .addHelpText(
      'after',
      `
Exits with 1 if something is not ready, or if a backup has failed or is too old.

Examples:
  $ slipway status
  $ slipway status --all
  $ slipway status flask-nginx --watch
  $ slipway status flask-nginx --context staging
  $ slipway status --all --output json | jq -r '.stacks[] | select(.state != "ready").stack'`,
    )
    .action((name: string | undefined, options: StatusOptions) => status(open, name, options));
}

interface StatusOptions extends ContextOptions, Output {
  readonly all: boolean;
  readonly watch: boolean;
}

/** Time after which a call of a watch fails, and is repeated. */
const patience = Duration.seconds(5);

async function status(open: OpenProject, name: string | undefined, options: StatusOptions): Promise<void> {
  if (options.watch && isJson(options)) {
    throw new BadUsage("'--watch' and '--output json' can't be used together", 'Remove one of them.');
  }
  const stacks = name === undefined ? open().stacks : [stackOf(open, name).name];
  const target = await findTarget(contextOf(options));
  const kubectl = options.watch ? target.kubectl.within(patience) : target.kubectl;
  const ports = await publishedPorts(target.kind);
  const look = options.all ? lookAtAll(kubectl, ports, stacks) : lookAtStacks(kubectl, ports, stacks);
  if (options.watch) {
    await untilInterrupted(() => watch(look));
    return;
  }
  const view = await look();
  console.log(
    isJson(options) ? asJson(view, target.kubectl.context) : view.lines(Date.now(), styler()).join('\n'),
  );
  if (!view.isReady) process.exitCode = 1;
}

function asJson({ isReady, stacks }: View, context: string): string {
  return JSON.stringify({ context, ready: isReady, stacks: stacks(Date.now()) }, null, 2);
}
