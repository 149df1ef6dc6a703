import { Testing } from 'cdk8s';
import type { Environment } from '../../lib';
import project from '../../slipway.config';
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
  return project.stacks.flatMap((stack) =>
    testEnvironments(stack).map((environment) => ({
      stack,
      environment: environment.name,
      manifests: manifestsOf(stack, environment),
    })),
  );
}

function testEnvironments(stack: string): Environment[] {
  const own = project.environmentsOf(stack).filter((name) => !['dev', 'prod'].includes(name));
  return [
    testDev,
    testProd,
    ...own.map((name) => ({
      ...project.environment(stack, name),
      secrets: testDev.secrets,
      tls: testDev.tls,
    })),
  ];
}

/** One stack in one environment. */
export function manifestsOf(name: string, environment: Environment): Manifests {
  return Manifests.of(new (project.chart(name))(Testing.app(), environment));
}
