import type { Environment, ParityChecks } from '../../lib';
import { environmentNames, environmentOf, environmentsOf, stacksIn } from '../../apps/environments';
import { parityChecks } from '../../apps/parity';
import { stacks } from '../../apps/stacks';
import { suggestion } from '../text/suggestion';
import { BadUsage, Failure } from '../base/failure';
import { reading } from './reading';

/** The stack that commands take where none is named. */
export const defaultStack = 'flask-nginx';

/** Names of all stacks. */
export const stackNames: readonly string[] = Object.keys(stacks);

/** @throws BadUsage, with the names there are, if there is no stack of that name */
export function checkStack(name: string): string {
  return checkName('stack', name, stackNames);
}

/**
 * @throws BadUsage, with the names there are, if the stack has no environment of that name
 * @throws Failure if a file that the environment is read from is damaged
 */
export function environment(name: string, stack: string): Environment {
  const known = checkName('environment', name, Object.keys(environmentsOf(stack)));
  return reading(() => environmentOf(stack, known));
}

/**
 * The stacks that can run in an environment.
 * @throws BadUsage, with the names there are, if no stack has one of that name
 */
export function stacksOf(name: string): string[] {
  return stacksIn(checkName('environment', name, environmentNames));
}

/** @throws Failure if the stack has no checks */
export function parityChecksOf(stack: string): ParityChecks {
  const checks = parityChecks[stack];
  if (checks) return checks;
  throw new Failure(
    `the stack '${stack}' has nothing that says what to compare`,
    `Write apps/${stack}/parity.ts, and name it in apps/parity.ts.`,
  );
}

function checkName(what: string, name: string, known: readonly string[]): string {
  if (known.includes(name)) return name;
  throw new BadUsage(
    `there is no ${what} '${name}'${suggestion(name, known)}`,
    `The ${what}s are ${known.join(', ')}.`,
  );
}
