import { dev, prod, type Environment } from '../lib';

/** Every environment by the name that `--env` and SLIPWAY_ENV take. */
export const environments: Readonly<Record<string, () => Environment>> = {
  dev,
  prod: () => prod('example.com'),
};

/** @throws if there is no environment of that name */
export function environmentNamed(name: string): Environment {
  const make = environments[name];
  if (!make) {
    throw new Error(`there is no environment '${name}'; there are ${Object.keys(environments).join(', ')}`);
  }
  return make();
}
