import { Command } from 'commander';
import { output } from '../../engine/base/command';
import { BadUsage } from '../../engine/base/failure';
import { deleteNamespaceStep, deleteObjectsStep, podsEndStep } from '../../engine/deploy/remove';
import type { Kubectl } from '../../engine/kube/kubectl';
import { stackNamespace } from '../../engine/kube/namespace';
import { StackLock } from '../../engine/kube/stack-lock';
import { connect } from '../../engine/kube/target';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import { invocation } from '../../engine/machine/invocation';
import { deleteKindCluster, findKindCluster } from '../../engine/machine/kind-cluster';
import { checkTools } from '../../engine/machine/tools';
import { type OpenProject, stackOf } from '../project-access';
import { terminalReporter } from '../terminal/reporter';
import { contextOption } from './context-option';

interface DownOptions extends ContextOptions {
  readonly volumes: boolean;
  readonly cluster: boolean;
}

/** `slipway down`: deletes a stack. */
export function downCommand(open: OpenProject): Command {
  return contextOption(new Command('down'))
    .argument('[stack]', 'stack to delete (default: the project’s default stack)')
    .option('--volumes', 'delete its data and its namespace too', false)
    .option('--cluster', 'delete the kind cluster with all stacks and all data', false)
    .addHelpText(
      'after',
      `
Examples:
  $ slipway down flask-nginx             # keeps its volumes for the next 'slipway up'
  $ slipway down flask-nginx --volumes
  $ slipway down --cluster`,
    )
    .action((name: string | undefined, options: DownOptions) => down(stackOf(open, name).name, options));
}

async function down(stack: string, options: DownOptions): Promise<void> {
  const context = contextOf(options);
  await (options.cluster ? deleteCluster(context) : deleteStack(stack, context, options.volumes));
}

async function deleteCluster(context: string): Promise<void> {
  if (!context.startsWith('kind-')) {
    throw new BadUsage(
      `'${context}' is not a kind cluster`,
      'slipway can delete only kind clusters. Use the tools of your cluster provider.',
    );
  }
  await checkTools(['docker', 'kind']);
  const name = context.slice('kind-'.length);
  if (!(await findKindCluster(name))) {
    console.log(`The kind cluster '${name}' does not exist: nothing to delete.`);
    return;
  }
  await terminalReporter().runAll([
    {
      title: `Delete the kind cluster '${name}'`,
      halfDone: 'Some of its nodes may still exist.',
      run: async ({ done }) => {
        await deleteKindCluster(name);
        done(`Deleted the kind cluster '${name}' with all stacks and all data`);
      },
    },
  ]);
}

async function deleteStack(stack: string, context: string, volumes: boolean): Promise<void> {
  await checkTools(['kubectl']);
  const contexts = await output('kubectl', ['config', 'get-contexts', '--output=name']);
  if (context.startsWith('kind-') && !contexts.split('\n').includes(context)) {
    console.log(`The cluster ${context} does not exist: nothing to delete.`);
    return;
  }
  const kubectl = await connect(context);
  if (!(await stackNamespace(kubectl, stack))) {
    console.log(`The stack '${stack}' is not in the cluster ${context}: nothing to delete.`);
    return;
  }
  const lock = new StackLock(kubectl, stack, 'down', terminalReporter());
  await lock.during(() => deleteObjects(kubectl, stack, volumes));
}

async function deleteObjects(kubectl: Kubectl, stack: string, volumes: boolean): Promise<void> {
  const { context } = kubectl;
  const claims = await kubectl.list(['persistentvolumeclaims'], ['--namespace', stack]);
  const names = claims.map(({ metadata }) => metadata.name).sort();
  if (volumes || names.length === 0) {
    await terminalReporter().runAll([deleteNamespaceStep(kubectl, stack, names)]);
    return;
  }
  await terminalReporter().runAll([deleteObjectsStep(kubectl, stack), podsEndStep(kubectl, stack)]);
  console.log(`
Kept the data of '${stack}' in the namespace ${stack}: ${names.join(', ')}.
'${invocation(`up ${stack}`, context)}' uses it again; '${invocation(`down ${stack} --volumes`, context)}' deletes it.`);
}
