import { Command } from 'commander';
import { Failure } from '../../engine/base/failure';
import { takeSnapshot } from '../../engine/health/snapshot';
import { publishedPorts, urlsOf } from '../../engine/kube/address';
import type { Kubectl } from '../../engine/kube/kubectl';
import { findTarget } from '../../engine/kube/target';
import { openInBrowser } from '../../engine/machine/browser';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import { invocation } from '../../engine/machine/invocation';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { type OpenProject, stackOf } from '../project-access';
import { contextOption } from './context-option';

interface OpenOptions extends ContextOptions {
  readonly print: boolean;
}

/** `slipway open`: opens a stack in the browser. */
export function openCommand(open: OpenProject): Command {
  return contextOption(new Command('open'))
    .argument('[stack]', 'stack to open (default: the project’s default stack)')
    .option('--print', 'only print the addresses, one a line', false)
    .addHelpText(
      'after',
      `
If the stack has several hosts or paths, opens the first and prints the others.

Examples:
  $ slipway open
  $ slipway open flask-nginx --context staging
  $ curl "$(slipway open flask-nginx --print | head -1)"`,
    )
    .action((name: string | undefined, options: OpenOptions) => openStack(stackOf(open, name), options));
}

async function openStack(stack: ProjectStack, options: OpenOptions): Promise<void> {
  const { kubectl, kind } = await findTarget(contextOf(options));
  const ports = await publishedPorts(kind);
  const [first, ...others] = urlsOf(await entrances(kubectl, stack.name), ports);
  if (first === undefined) throw await noUrl(kubectl, stack);
  console.log(first);
  if (options.print) {
    for (const url of others) console.log(url);
    return;
  }
  if (others.length > 0) console.log(`Other addresses: ${others.join(', ')}`);
  await openInBrowser(first);
}

/** The Ingresses of a stack, and its HTTPRoutes if the cluster has this kind. */
async function entrances(kubectl: Kubectl, stack: string) {
  const args = ['--namespace', stack];
  const [ingresses, routes] = await Promise.all([
    kubectl.list(['ingresses'], args),
    kubectl.listKnown(['httproutes.gateway.networking.k8s.io'], args),
  ]);
  return [...ingresses, ...routes];
}

async function noUrl(kubectl: Kubectl, { name, files }: ProjectStack): Promise<Failure> {
  const { context } = kubectl;
  const { workloads } = await takeSnapshot(kubectl, name);
  if (workloads.length === 0) {
    return new Failure(
      `the stack '${name}' is not launched on ${context}`,
      `'${invocation(`up ${name}`, context)}' launches it.`,
    );
  }
  return new Failure(
    `the stack '${name}' has no address on ${context} that a browser can open`,
    `Add new Ingress(this, 'ingress', { to: … }) to ${files.chart}. To reach a Service without an Ingress: 'kubectl --context ${context} --namespace ${name} port-forward service/…'.`,
  );
}
