import { Failure } from '../../engine/base/failure';
import type { Pod } from '../../engine/health/snapshot';
import type { Kubectl } from '../../engine/kube/kubectl';
import { LogPrinter } from './log-printer';
import { type Source, sourcesOf } from './source';
import { readStamped } from './timestamp';

/** The part of the logs to print. */
export interface LogRange {
  readonly since?: string;
  readonly tail: string;

  /** Whether to print the log from before the last restart. @default false */
  readonly previous?: boolean;
}

/**
 * Prints the logs of pods, one after the other.
 *
 * @throws Failure if a log can't be read. The other logs are printed then
 */
export async function printLogs(kubectl: Kubectl, pods: readonly Pod[], range: LogRange): Promise<void> {
  const failed: string[] = [];
  const printer = new LogPrinter();
  // A container that was never restarted has no earlier log.
  const sources = pods.flatMap(sourcesOf).filter(({ run }) => !range.previous || run > 0);
  printer.expect(sources);
  for (const source of sources) {
    // A line with a time is from the container, a line without is from kubectl.
    const { exitCode } = await kubectl.attempt([...logsOf(source), '--timestamps', ...flagsOf(range)], {
      capture: false,
      onLine: (line) => {
        const stamped = readStamped(line);
        if (stamped) printer.print(source, stamped.text);
        else failed.push(`${source.prefix}: ${line}`);
      },
    });
    if (exitCode !== 0 && failed.length === 0)
      failed.push(`${source.prefix}: kubectl ended with ${exitCode}`);
  }
  if (failed.length > 0) {
    throw new Failure(
      'some logs could not be read',
      'A pod that has just ended has no log. Repeat the command.',
      failed.join('\n'),
    );
  }
}

/** The call of kubectl for the log of a source. */
export function logsOf({ namespace, pod, container }: Source): string[] {
  return ['logs', '--namespace', namespace, pod, '--container', container];
}

/** A range as flags of kubectl. */
export function flagsOf({ since, tail, previous = false }: LogRange): string[] {
  return [
    `--tail=${tail}`,
    ...(since === undefined ? [] : [`--since=${since}`]),
    ...(previous ? ['--previous'] : []),
  ];
}
