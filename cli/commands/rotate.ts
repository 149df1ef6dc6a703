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

/** `slipway rotate`: changes the password of a database without downtime. */
export function rotateCommand(open: OpenProject): Command {
  return timeoutOption(contextOption(new Command('rotate')), 'pods, and for connections to end', '5m')
    .argument('<stack>', 'name of the stack')
    .argument('[secret]', 'Secret with the password', 'postgres-app')
    .option('--env <name>', 'environment of the stack', 'dev')
    .addHelpText(
      'after',
      `
Pods use an interim login while the app's role gets another password, so each workload with the Secret is rolled out
twice. If the command fails or is interrupted, both logins work. Run it again to continue.

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
    `\nThe password in Secret/${secret} of ${stack.name} was changed (${formatDuration(Date.now() - start)})`,
  );
}
