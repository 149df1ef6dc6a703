import type { Construct } from 'constructs';
import type { Environment } from '../core/environment';
import type { Stack } from '../core/stack';

/** Environments by the name that `--env` and SLIPWAY_ENV take. Each is made when it is needed. */
export type Environments = Readonly<Record<string, () => Environment>>;

/** A chart: a class that extends `Stack`, and takes a scope and an environment. */
export type StackClass = new (scope: Construct, environment: Environment) => Stack;

/** A stack of a project. Paths are relative to the folder of `slipway.config.ts`. */
export interface StackDefinition {
  /**
   * Folder of the stack, such as `apps/shop`.
   *
   * @default - the folder of `chart`, or that of `slipway.config.ts` where `chart` is a class
   */
  readonly folder?: string;

  /**
   * Module with the chart, such as `charts/shop.ts`: its default export, or the only class in it that extends `Stack`.
   * It is loaded when a command needs the stack, so a mistake in one chart leaves the other stacks usable. A class is
   * loaded with `slipway.config.ts` itself.
   *
   * @default - `chart.ts` in `folder`
   */
  readonly chart?: string | StackClass;

  /** Compose file, whose `build` sections `slipway up` builds. @default - the one in `folder`, if there is one */
  readonly compose?: string;

  /** Module whose export `parity` says what `slipway parity` compares. @default - `parity.ts` in `folder`, if it is there */
  readonly parity?: string;

  /** Environments of this stack only. @default - those of the project */
  readonly environments?: Environments;
}

/** Props for `defineProject`. */
export interface ProjectProps {
  /**
   * Environments in which every stack can run.
   *
   * @default { dev }
   */
  readonly environments?: Environments;

  /** Stacks by name. A string is the `folder` of a `StackDefinition`. */
  readonly stacks: Readonly<Record<string, string | StackDefinition>>;

  /** The stack that commands take where none is named. @default - the first of `stacks` */
  readonly defaultStack?: string;

  /** Folder for the manifests; those of an environment other than dev go to `<output>-<environment>`. @default 'dist' */
  readonly output?: string;
}
