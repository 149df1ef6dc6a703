import type { Construct } from 'constructs';
import type { Environment } from '../core/environment';
import type { Stack } from '../core/stack';

/** Environments by name, for the option `--env` and the variable `SLIPWAY_ENV`. Each is created when a command needs it. */
export type Environments = Readonly<Record<string, () => Environment>>;

/** The class of a chart. It extends `Stack`, and its constructor takes a scope and an environment. */
export type StackClass = new (scope: Construct, environment: Environment) => Stack;

/** A stack of a project. Paths are relative to the folder of `slipway.config.ts`. */
export interface StackDefinition {
  /**
   * Folder of the stack, such as `apps/shop`.
   *
   * @default - the folder of `chart`, or the folder of `slipway.config.ts` if `chart` is a class
   */
  readonly folder?: string;

  /**
   * Module with the chart, such as `charts/shop.ts`: its default export, or its only class that extends `Stack`. It is loaded
   * when a command needs the stack, so an error in one chart does not affect other stacks. A class is loaded with
   * `slipway.config.ts`.
   *
   * @default - `chart.ts` in `folder`
   */
  readonly chart?: string | StackClass;

  /**
   * Compose file. `slipway up` builds the images of its `build` sections.
   *
   * @default - the Compose file in `folder`, if there is one
   */
  readonly compose?: string;

  /**
   * Module with the export `parity`: the checks of `slipway parity`.
   *
   * @default - `parity.ts` in `folder`, if it exists
   */
  readonly parity?: string;

  /**
   * Further environments, of this stack only.
   *
   * @default - the environments of the project only
   */
  readonly environments?: Environments;
}

/** Props for `defineProject`. */
export interface ProjectProps {
  /**
   * Environments of every stack.
   *
   * @default { dev }
   */
  readonly environments?: Environments;

  /** Stacks by name. A string is the `folder` of a `StackDefinition`. */
  readonly stacks: Readonly<Record<string, string | StackDefinition>>;

  /**
   * Stack that a command uses if no stack is named.
   *
   * @default - the first of `stacks`
   */
  readonly defaultStack?: string;

  /**
   * Folder for the manifests. The manifests of other environments than `dev` are written to `<output>-<environment>`.
   *
   * @default 'dist'
   */
  readonly output?: string;
}
