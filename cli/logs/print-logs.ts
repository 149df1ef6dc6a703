import type { Kubectl } from '../cluster/kubectl';
import type { Pod } from '../rollout/snapshot';
import { LogPrinter } from './log-printer';
import { type Source, sourcesOf } from './source';

/** Which part of the logs to print. */
export interface LogRange {
  readonly since?: string;
  readonly tail: string;
}

/** Prints what pods have said so far, one after the other. */
export async function printLogs(kubectl: Kubectl, pods: readonly Pod[], range: LogRange): Promise<void> {
  const printer = new LogPrinter();
  const sources = pods.flatMap(sourcesOf);
  printer.expect(sources);
  for (const source of sources) {
    await kubectl.attempt([...logsOf(source), ...flagsOf(range)], {
      capture: false,
      onLine: (line) => {
        printer.print(source, line);
      },
    });
  }
}

/** The call of kubectl for the log of a source. */
export function logsOf({ namespace, pod, container }: Source): string[] {
  return ['logs', '--namespace', namespace, pod, '--container', container];
}

/** A range as flags of kubectl. */
export function flagsOf({ since, tail }: LogRange): string[] {
  return [`--tail=${tail}`, ...(since === undefined ? [] : [`--since=${since}`])];
}
