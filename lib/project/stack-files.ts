import { existsSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { configNames } from './config-file';
import type { StackDefinition } from './definition';

/** Files of a stack, as paths relative to the folder of the project. */
export interface StackFiles {
  /** Folder of the stack. */
  readonly folder: string;

  /** Module with the chart: `slipway.config.ts` if the chart is a class in it. */
  readonly chart: string;

  /**
   * Compose file.
   *
   * @default - the stack has none
   */
  readonly compose?: string;

  /**
   * Module with the checks of `slipway parity`.
   *
   * @default - the stack has none
   */
  readonly parity?: string;

  /** Page that explains the differences between Compose and Kubernetes. It may not exist. */
  readonly readme: string;
}

/** Names of a Compose file, in the order in which Docker Compose looks for them. */
const composeNames = ['compose.yaml', 'compose.yml', 'docker-compose.yaml', 'docker-compose.yml'];

/** @internal The files of a stack: those of the definition, or the default ones that exist. */
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
