import { Failure } from '../../engine/base/failure';
import type { Pod } from '../../engine/health/snapshot';
import type { Kubectl } from '../../engine/kube/kubectl';
import { LogPrinter } from './log-printer';
import { type Source, sourcesOf } from './source';
import { readStamped } from './timestamp';

/** Which part of the logs to print. */
export interface LogRange {
  readonly since?: string;
  readonly tail: string;

  /** Whether it is the log of the containers that ran before the last restart. @default false */
  readonly previous?: boolean;
}

/**
 * Prints what pods have said so far, one after the other.
 *
 * @throws Failure if a log can't be read, once those of the others are printed
 */
export async function printLogs(kubectl: Kubectl, pods: readonly Pod[], range: LogRange): Promise<void> {
  const failed: string[] = [];
  const printer = new LogPrinter();
  // One that was never restarted has no earlier log.
  const sources = pods.flatMap(sourcesOf).filter(({ run }) => !range.previous || run > 0);
  printer.expect(sources);
  for (const source of sources) {
    // With its time, a line is the container's; without, kubectl's own.
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
      'not all logs could be read',
      'A pod that has just ended has none: repeat the command.',
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
