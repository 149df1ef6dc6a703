import { isUnchanged, type Launched } from '../../engine/deploy/launch';
import { invocation } from '../../engine/machine/invocation';
import { formatDuration } from '../../engine/text/duration';
import { terminalReporter } from '../terminal/reporter';
import { launchAddresses } from './launch-addresses';
import type { LaunchOutput } from './launch-output';

/** For people: steps, and at the end the address and the commands that come next. */
export class TextOutput implements LaunchOutput {
  public readonly reporter = terminalReporter();

  public async succeeded(launched: Launched, duration: number): Promise<void> {
    const { context } = launched;
    const stack = launched.stack.name;
    const { address, secure } = await launchAddresses(launched);
    this.reporter.say(`
${stack} is up${isUnchanged(launched) ? ', unchanged' : ''} (${formatDuration(duration)})${address ? `: ${address}` : ''}

${secure === undefined ? '' : `  ${secure}     the same by TLS; npx slipway trust tells how to trust it\n`}  ${invocation(`status ${stack}`, context)}     what runs
  ${invocation(`logs ${stack} -f`, context)}    what it says
  ${invocation(`down ${stack}`, context)}       stop it, and keep its data
  kubectl --context ${context} --namespace ${stack} get all`);
  }

  /** The paragraph that every command prints says it all. */
  public failed(): void {
    return;
  }
}
