import { Command, InvalidArgumentError } from 'commander';
import { BadUsage, Failure } from '../../engine/base/failure';
import type { Pod } from '../../engine/health/snapshot';
import { connect } from '../../engine/kube/target';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import { invocation } from '../../engine/machine/invocation';
import { suggestion } from '../../lib/nearest';
import { LogFollower } from '../logs/follow-logs';
import { type LogRange, printLogs } from '../logs/print-logs';
import { serviceOf } from '../logs/source';
import { type OpenProject, stackOf } from '../project-access';
import { untilInterrupted } from '../terminal/until-interrupted';
import { contextOption } from './context-option';
import { durationArgument } from './duration-argument';

/** `slipway logs`: prints the logs of a stack. */
export function logsCommand(open: OpenProject): Command {
  return contextOption(new Command('logs'))
    .argument('<stack>', 'name of the stack')
    .argument('[service]', 'service, as in the Compose file (default: all)')
    .option('-f, --follow', 'print new entries until Ctrl-C, also of new pods', false)
    .option('--previous', 'print the logs from before the last restart', false)
    .option('--since <duration>', 'print only entries newer than this, such as 10m', checkDuration)
    .option('--tail <lines>', "number of lines for each container, or 'all'", parseTail, '100')
    .addHelpText(
      'after',
      `
Examples:
  $ slipway logs flask-nginx
  $ slipway logs flask-nginx app --follow --since 10m
  $ slipway logs flask-nginx app --previous`,
    )
    .action((name: string, service: string | undefined, options: LogsOptions) =>
      logs(stackOf(open, name).name, service, options),
    );
}

/** Checks a duration for kubectl, which would report a bad one again for each container. */
function checkDuration(text: string): string {
  durationArgument(text);
  return text;
}

/** Converts the syntax of Docker Compose to that of kubectl, where -1 means all lines. */
function parseTail(text: string): string {
  if (text === 'all') return '-1';
  if (!/^\d+$/.test(text)) throw new InvalidArgumentError(`Write a number of lines such as 100, or 'all'.`);
  return text;
}

interface LogsOptions extends ContextOptions, LogRange {
  readonly follow: boolean;
  readonly previous: boolean;
}

async function logs(stack: string, service: string | undefined, options: LogsOptions): Promise<void> {
  if (options.follow && options.previous) {
    throw new BadUsage("'--follow' and '--previous' can't be used together", 'Remove one of them.');
  }
  const kubectl = await connect(contextOf(options));
  const list = (): Promise<readonly Pod[]> => kubectl.list<Pod>(['pods'], ['--namespace', stack]);
  const services = [...new Set((await list()).map(serviceOf))].sort();
  if (services.length === 0) {
    throw new Failure(
      `the stack '${stack}' has no pods on ${kubectl.context}`,
      `'${invocation(`up ${stack}`, kubectl.context)}' launches it.`,
    );
  }
  if (service !== undefined && !services.includes(service)) {
    throw new BadUsage(
      `the stack '${stack}' has no pods of a service '${service}'${suggestion(service, services)}`,
      `It has pods of ${services.join(', ')}.`,
    );
  }
  const pods = async (): Promise<readonly Pod[]> =>
    (await list()).filter((pod) => service === undefined || serviceOf(pod) === service);
  await untilInterrupted(async () =>
    options.follow ? new LogFollower(kubectl, pods).run(options) : printLogs(kubectl, await pods(), options),
  );
}
