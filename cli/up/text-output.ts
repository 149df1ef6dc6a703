import { isUnchanged, type Launched } from '../../engine/deploy/launch';
import { invocation } from '../../engine/machine/invocation';
import { formatDuration } from '../../engine/text/duration';
import { formatPort } from '../../lib/contract';
import { terminalReporter } from '../terminal/reporter';
import { type LaunchAddresses, launchAddresses } from './launch-addresses';
import type { LaunchOutput } from './launch-output';

/** Output for people: the steps, and at the end the address and the next commands. */
export class TextOutput implements LaunchOutput {
  public readonly reporter = terminalReporter();

  public async succeeded(launched: Launched, duration: number): Promise<void> {
    const { context } = launched;
    const stack = launched.stack.name;
    const { address, secure, published } = await launchAddresses(launched);
    this.reporter.say(`
${stack} is up${isUnchanged(launched) ? ', unchanged' : ''} (${formatDuration(duration)})${address ? `: ${address}` : ''}

${secure === undefined ? '' : `  ${secure}     by HTTPS; 'npx slipway trust' prints how to trust it\n`}${published.map(line).join('')}  ${invocation(`status ${stack}`, context)}     show what runs
  ${invocation(`logs ${stack} -f`, context)}    follow its logs
  ${invocation(`down ${stack}`, context)}       stop it, and keep its data
  kubectl --context ${context} --namespace ${stack} get all`);
  }

  /** Prints nothing: the error is printed as that of every command. */
  public failed(): void {
    return;
  }
}

function line({ address, port, protocol, service }: LaunchAddresses['published'][number]): string {
  return `  ${address}     port ${formatPort(port, protocol)} of Service/${service}\n`;
}
