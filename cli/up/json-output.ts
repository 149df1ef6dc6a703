import { isUnchanged, type Launched } from '../../engine/deploy/launch';
import { nameOf } from '../../engine/kube/kube-object';
import { jsonLinesReporter } from '../../engine/progress/json-lines';
import { errorJson } from '../terminal/error-json';
import { launchAddresses } from './launch-addresses';
import type { LaunchOutput } from './launch-output';

/** Output for programs: a JSON object on each line, as docs/json-output.md describes. */
export class JsonOutput implements LaunchOutput {
  public readonly reporter = jsonLinesReporter(write);

  public async succeeded(launched: Launched, duration: number): Promise<void> {
    const { stack, context, plan } = launched;
    const { address, secure, published } = await launchAddresses(launched);
    const named = (change: string): string[] =>
      launched.applied.filter((each) => each.change === change).map(({ name }) => name);
    write({
      event: 'result',
      stack: stack.name,
      ok: true,
      context,
      changed: !isUnchanged(launched),
      seconds: duration / 1_000,
      ...(address !== undefined && { address }),
      ...(secure !== undefined && { secureAddress: secure }),
      ...(published.length > 0 && { published }),
      created: named('created'),
      configured: named('configured'),
      unchanged: named('unchanged'),
      deleted: plan.pruned.map(nameOf).sort(),
      warnings: plan.warnings,
    });
  }

  public failed(stack: string, error: unknown): void {
    write({ event: 'result', stack, ok: false, ...errorJson(error) });
  }
}

function write(event: object): void {
  console.log(JSON.stringify(event));
}
