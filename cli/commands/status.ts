import { Command } from 'commander';
import { backupCronJobs } from '../backup/cron-jobs';
import { backupStates, describeBackupStates, withoutBackupJobs } from '../backup/state';
import { checkStack, stackNames } from '../catalog';
import { addressesOf, publishedPorts, type PublishedPorts } from '../cluster/address';
import type { Kubectl } from '../cluster/kubectl';
import { findTarget } from '../cluster/target';
import type { KubeObject } from '../manifests/kube-object';
import { type Claim, describeStack, isReady } from '../release/description';
import { notLaunched, type Overview, overviewOf, overviewTable, ready } from '../release/overview';
import { takeSnapshot } from '../rollout/snapshot';
import { table } from '../terminal/table';
import { contextOf, type ContextOptions } from '../cluster/context';
import { contextOption } from './context-option';

/** `slipway status`: what runs. */
export function statusCommand(): Command {
  return contextOption(new Command('status'))
    .description(
      'show the workloads, volumes, backups and address of a stack; exit code 1 if something is not ready',
    )
    .argument('[stack]', 'stack to show (default: every one that is in the cluster)')
    .option('--all', 'a line for each stack that there is, with its memory', false)
    .addHelpText(
      'after',
      `
Examples:
  $ slipway status
  $ slipway status --all
  $ slipway status flask-nginx --context staging`,
    )
    .action(status);
}

interface StatusOptions extends ContextOptions {
  readonly all: boolean;
}

async function status(stack: string | undefined, options: StatusOptions): Promise<void> {
  if (stack !== undefined) checkStack(stack);
  const context = contextOf(options);
  const { kubectl, kind } = await findTarget(context);
  const namespaces = await kubectl.list<KubeObject>(['namespaces']);
  const there = namespaces.map(({ metadata }) => metadata.name);
  const ports = kind ? await publishedPorts(kind) : new Map<number, number>();
  if (options.all) {
    await printOverview(kubectl, there, ports);
    return;
  }
  const shown = (stack === undefined ? stackNames : [stack]).filter((name) => there.includes(name));
  if (shown.length === 0) {
    const what = stack === undefined ? 'No stack is' : `The stack '${stack}' is not`;
    const launch = `npx slipway up${stack === undefined ? '' : ` ${stack}`}`;
    console.log(`${what} in the cluster ${context}. '${launch}' launches it.`);
    process.exitCode = 1;
    return;
  }
  for (const name of shown) {
    const whole = await takeSnapshot(kubectl, name);
    const snapshot = withoutBackupJobs(whole);
    const backups = backupStates(await backupCronJobs(kubectl, name), whole, Date.now());
    const claims = await kubectl.list<Claim>(['persistentvolumeclaims'], ['--namespace', name]);
    const [address] = addressesOf(snapshot.ingresses, ports);
    console.log(`${name} on ${context}${address ? `: ${address}` : ''}\n`);
    const lines = [...describeStack(snapshot, claims, Date.now()), ...describeBackupStates(backups, name)];
    console.log(`${lines.join('\n')}\n`);
    if (!isReady(snapshot) || backups.some(({ trouble }) => trouble !== undefined)) process.exitCode = 1;
  }
}

async function printOverview(
  kubectl: Kubectl,
  there: readonly string[],
  ports: PublishedPorts,
): Promise<void> {
  const stacks: Overview[] = await Promise.all(
    stackNames.map((stack) =>
      there.includes(stack)
        ? overviewOf(kubectl, stack, ports)
        : Promise.resolve({ stack, state: notLaunched, pods: 0 }),
    ),
  );
  console.log(table(overviewTable(stacks)).join('\n'));
  if (stacks.some(({ state }) => state !== ready)) process.exitCode = 1;
}
