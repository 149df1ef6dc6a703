import { Testing } from 'cdk8s';
import { stacks } from '../../apps/stacks';
import type { Environment } from '../../lib';
import { Manifests } from './manifests';
import { testDev, testProd } from './stack';

/** One stack in one environment. */
export interface Case {
  readonly stack: string;
  readonly environment: string;
  readonly manifests: Manifests;
}

/** Every stack in every environment, for tests that hold for all of them. */
export function everyStack(): Case[] {
  return Object.keys(stacks).flatMap((stack) =>
    testEnvironments(stack).map((environment) => ({
      stack,
      environment: environment.name,
      manifests: manifestsOf(stack, environment),
    })),
  );
}

function testEnvironments(stack: string): Environment[] {
  const own = Object.values(stacks[stack]?.environments ?? {});
  return [
    testDev,
    testProd,
    ...own.map((make) => ({ ...make(), secrets: testDev.secrets, tls: testDev.tls })),
  ];
}

/** One stack in one environment. */
export function manifestsOf(name: string, environment: Environment): Manifests {
  const StackClass = stacks[name];
  if (!StackClass) throw new Error(`there is no stack '${name}'`);
  return Manifests.of(new StackClass(Testing.app(), environment));
}
