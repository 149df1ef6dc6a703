import { Command } from 'commander';
import { refuseWhileBusy } from '../../engine/backup/busy';
import type { Duration } from '../../engine/base/duration';
import { Interrupted, startingAnew } from '../../engine/base/interrupt';
import { nameForJob } from '../../engine/jobs/job';
import { podsOf, runTask, taskOf } from '../../engine/jobs/task';
import { connect } from '../../engine/kube/target';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { LogFollower } from '../logs/follow-logs';
import { type OpenProject, stackOf } from '../project-access';
import { contextOption } from './context-option';
import { timeoutOption } from './timeout-option';

/** `slipway run`: runs a task now, and prints its log. */
export function runCommand(open: OpenProject): Command {
  return timeoutOption(contextOption(new Command('run')), 'the task', '1h')
    .argument('<stack>', 'name of the stack')
    .argument('<task>', "a Schedule, or a Task with 'onDemand: true'")
    .argument('[args...]', "arguments in place of those of the chart, after '--'")
    .addHelpText(
      'after',
      `
Examples:
  $ slipway run shop seed
  $ slipway run shop seed -- --users 100`,
    )
    .action((name: string, task: string, args: readonly string[], options: RunOptions) =>
      startingAnew(() => run(stackOf(open, name), task, args, options)),
    );
}

interface RunOptions extends ContextOptions {
  readonly timeout: Duration;
}

async function run(
  stack: ProjectStack,
  name: string,
  args: readonly string[],
  { timeout, ...options }: RunOptions,
): Promise<void> {
  const kubectl = await connect(contextOf(options));
  const task = await taskOf(kubectl, stack, name);
  // It could write to a store whose data is being replaced.
  await refuseWhileBusy(kubectl, stack.name, ['restore']);
  const job = nameForJob(task);
  const work = runTask(kubectl, task, job, { stack, timeout, ...(args.length > 0 && { args }) });
  try {
    await new LogFollower(kubectl, () => podsOf(kubectl, stack.name, job)).during(work);
  } catch (error) {
    throw error instanceof Interrupted ? new Interrupted(`Job/${job} continues in the cluster.`) : error;
  }
  console.log(`${name} has succeeded.`);
}
