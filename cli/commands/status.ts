import { Command } from 'commander';
import { checkStack, stackNames } from '../catalog';
import { addressesOf, publishedPorts } from '../cluster/address';
import { findTarget } from '../cluster/target';
import type { KubeObject } from '../manifests/kube-object';
import { type Claim, describeStack, isReady } from '../release/description';
import { takeSnapshot } from '../rollout/snapshot';
import { contextOf, contextOption, type ContextOptions } from './context-option';

/** `slipway status`: what runs. */
export function statusCommand(): Command {
  return contextOption(new Command('status'))
    .description('show the workloads, volumes and address of a stack; exit code 1 if something is not ready')
    .argument('[stack]', 'stack to show (default: every one that is in the cluster)')
    .addHelpText(
      'after',
      `
Examples:
  $ slipway status
  $ slipway status flask-nginx --context staging`,
    )
    .action(status);
}

async function status(stack: string | undefined, options: ContextOptions): Promise<void> {
  if (stack !== undefined) checkStack(stack);
  const context = contextOf(options);
  const { kubectl, kind } = await findTarget(context);
  const namespaces = await kubectl.list<KubeObject>(['namespaces']);
  const there = namespaces.map(({ metadata }) => metadata.name);
  const shown = (stack === undefined ? stackNames : [stack]).filter((name) => there.includes(name));
  if (shown.length === 0) {
    const what = stack === undefined ? 'No stack is' : `The stack '${stack}' is not`;
    const launch = `npx slipway up${stack === undefined ? '' : ` ${stack}`}`;
    console.log(`${what} in the cluster ${context}. '${launch}' launches it.`);
    process.exitCode = 1;
    return;
  }
  const ports = kind ? await publishedPorts(kind) : new Map<number, number>();
  for (const name of shown) {
    const snapshot = await takeSnapshot(kubectl, name);
    const claims = await kubectl.list<Claim>(['persistentvolumeclaims'], ['--namespace', name]);
    const [address] = addressesOf(snapshot.ingresses, ports);
    console.log(`${name} on ${context}${address ? `: ${address}` : ''}\n`);
    console.log(`${describeStack(snapshot, claims, Date.now()).join('\n')}\n`);
    if (!isReady(snapshot)) process.exitCode = 1;
  }
}
