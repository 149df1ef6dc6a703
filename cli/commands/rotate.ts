import { Command } from 'commander';
import type { Duration } from '../../engine/base/duration';
import { StackLock } from '../../engine/kube/stack-lock';
import { connect } from '../../engine/kube/target';
import { contextOf, type ContextOptions } from '../../engine/machine/context';
import { checkTools } from '../../engine/machine/tools';
import { prepareRotation } from '../../engine/rotation/rotation';
import { rotationSteps } from '../../engine/rotation/rotation-steps';
import type { ProjectStack } from '../../engine/stack/project-stack';
import { formatDuration } from '../../engine/text/duration';
import { LocalSecrets } from '../../lib';
import { type OpenProject, stackOf } from '../project-access';
import { terminalReporter } from '../terminal/reporter';
import { contextOption } from './context-option';
import { timeoutOption } from './timeout-option';

interface RotateOptions extends ContextOptions {
  readonly env: string;
  readonly timeout: Duration;
}

/** `slipway rotate`: another password for a database, while its users work on. */
export function rotateCommand(open: OpenProject): Command {
  return timeoutOption(contextOption(new Command('rotate')), 'pods, and for connections to end', '5m')
    .argument('<stack>', 'stack')
    .argument('[secret]', 'Secret that has the password', 'postgres-app')
    .option('--env <name>', 'environment that the stack was launched in', 'dev')
    .addHelpText(
      'after',
      `
Pods log in by an interim login, while the app's own gets another password: each workload that uses the Secret is
rolled out twice. Interrupted or failed, both logins work, and the same command again goes on from there.

Examples:
  $ slipway rotate flask-nginx
  $ slipway rotate flask-nginx postgres-app --env prod --context production`,
    )
    .action((name: string, secret: string, options: RotateOptions) =>
      rotate(stackOf(open, name), secret, options),
    );
}

async function rotate(stack: ProjectStack, secret: string, options: RotateOptions): Promise<void> {
  const { env, timeout } = options;
  const environment = stack.environment(env);
  const start = Date.now();
  await checkTools(['kubectl']);
  const kubectl = await connect(contextOf(options));
  const store = environment.secrets instanceof LocalSecrets ? environment.secrets : undefined;
  const reporter = terminalReporter();
  await new StackLock(kubectl, stack.name, 'rotate', reporter).during(async () => {
    const rotation = await prepareRotation({ kubectl, stack, environment, secret, store, timeout });
    await reporter.runAll(rotationSteps(rotation));
  });
  console.log(
    `\nThe password in Secret/${secret} of ${stack.name} is a new one (${formatDuration(Date.now() - start)})`,
  );
}
