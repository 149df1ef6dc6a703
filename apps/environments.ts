import { join } from 'node:path';
import { dev, imageLock, prod, type Environment } from '../lib';
import { stacks } from './stacks';

/** Every environment by the name that `--env` and SLIPWAY_ENV take. */
export type Environments = Readonly<Record<string, () => Environment>>;

/** Those in which every stack can run. In dev a stack is watched on request: Prometheus and Grafana take memory. */
const common: Environments = {
  dev: () => ({ ...dev(), monitoring: process.env.SLIPWAY_MONITORING === '1' }),
  prod: () => ({
    ...prod('example.com'),
    images: imageLock(join(__dirname, '../images.lock.json')),
    backupBucket: { endpoint: 'https://s3.example.com', bucket: 'backups' },
  }),
};

/** Those of a stack: the common ones, and what its class defines itself. */
export function environmentsOf(stack: string): Environments {
  return { ...common, ...stacks[stack]?.environments };
}

/** Names of all environments. */
export const environmentNames: readonly string[] = [
  ...new Set(Object.keys(stacks).flatMap((stack) => Object.keys(environmentsOf(stack)))),
];

/** The stacks that can run in the environment of that name. */
export function stacksIn(environment: string): string[] {
  return Object.keys(stacks).filter((stack) => environment in environmentsOf(stack));
}

/** @throws if the stack has no environment of that name */
export function environmentOf(stack: string, name: string): Environment {
  const known = environmentsOf(stack);
  const make = known[name];
  if (!make)
    throw new Error(`${stack} has no environment '${name}'; it has ${Object.keys(known).join(', ')}`);
  return make();
}
