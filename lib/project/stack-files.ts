import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { configNames } from './config-file';
import type { StackDefinition } from './definition';

/** Files of a stack, as paths from the folder of the project. */
export interface StackFiles {
  readonly folder: string;

  /** Module with the chart; the project's own file where the chart is a class in it. */
  readonly chart: string;
  readonly compose?: string;
  readonly parity?: string;

  /** Where differences between Compose and Kubernetes are explained. It need not be there. */
  readonly readme: string;
}

/** In the order in which Docker Compose looks for them. */
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** @internal The files that a definition names, or that are where they are by default. */
export function stackFiles(root: string, definition: StackDefinition): StackFiles {
  const { chart, compose, parity } = definition;
  const folder = normalize(definition.folder ?? (typeof chart === 'string' ? dirname(chart) : '.'));
  const present = (names: readonly string[]): string | undefined =>
    names.map((name) => join(folder, name)).find((path) => existsSync(join(root, path)));
  const chartFile = typeof chart === 'string' ? normalize(chart) : undefined;
  return {
    folder,
    chart:
      chartFile ??
      (typeof chart === 'function' ? present(configNames) : present(['chart.ts', 'chart.js'])) ??
      join(folder, 'chart.ts'),
    compose: compose ?? present(composeNames),
    parity: parity ?? present(['parity.ts', 'parity.js']),
    readme: join(folder, 'README.md'),
  };
}
