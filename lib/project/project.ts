import { App } from 'cdk8s';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { checkOptions } from '../core/check-props';
import { dev, type Environment } from '../core/environment';
import { yamlText } from '../yaml';
import { chartClassIn } from './chart-class';
import { checkProject } from './check-project';
import { findConfig } from './config-file';
import type { Environments, ProjectProps, StackClass, StackDefinition } from './definition';
import { type StackFiles, stackFiles } from './stack-files';

/** The stacks and environments of a repository: the default export of `slipway.config.ts`. */
export class Project {
  /** Folder of `slipway.config.ts`. */
  public readonly folder: string;
  public readonly defaultStack: string;
  public readonly output: string;
  private readonly environments: Environments;
  private readonly definitions: ProjectProps['stacks'];

  /** @internal Use `defineProject`. */
  constructor(props: ProjectProps, folder: string) {
    checkProject(props);
    this.folder = folder;
    this.environments = props.environments ?? { dev: () => dev() };
    this.definitions = props.stacks;
    this.defaultStack = props.defaultStack ?? this.stacks[0] ?? '';
    this.output = props.output ?? 'dist';
  }

  /** Names of the stacks, in their order. */
  public get stacks(): readonly string[] {
    return Object.keys(this.definitions);
  }

  /** Names of all environments. */
  public get allEnvironments(): readonly string[] {
    return [...new Set(this.stacks.flatMap((stack) => this.environmentsOf(stack)))];
  }

  /** Names of the environments of a stack. */
  public environmentsOf(stack: string): string[] {
    return Object.keys(this.allEnvironmentsOf(stack));
  }

  /** Names of the stacks of an environment. */
  public stacksIn(environment: string): string[] {
    return this.stacks.filter((stack) => this.environmentsOf(stack).includes(environment));
  }

  /**
   * Creates an environment of a stack.
   *
   * @throws if the stack has no environment of that name
   */
  public environment(stack: string, name: string): Environment {
    const known = this.allEnvironmentsOf(stack);
    const make = known[name];
    if (!make)
      throw new Error(`${stack} has no environment '${name}'; it has ${Object.keys(known).join(', ')}`);
    return make();
  }

  /** Files of a stack, as paths relative to the folder of the project. */
  public files(stack: string): StackFiles {
    return stackFiles(this.folder, this.definition(stack));
  }

  /**
   * The chart of a stack.
   *
   * @throws if its module throws
   * @throws if its module has no class that extends `Stack`, or several and no default export
   */
  public chart(stack: string): StackClass {
    const { chart } = this.definition(stack);
    return typeof chart === 'function' ? chart : chartClassIn(resolve(this.folder, this.files(stack).chart));
  }

  /**
   * The objects of a stack as plain JSON, for snapshot tests.
   *
   * They include the values of the Secrets that the environment defines, as `dev` does.
   */
  public manifests(stack: string, environment: string): unknown[] {
    return new (this.chart(stack))(new App(), this.environment(stack, environment)).toJson() as unknown[];
  }

  /**
   * Writes the manifests of every stack of an environment to the output folder of cdk8s.
   *
   * @param environment name of the environment, by default the variable `SLIPWAY_ENV`, or `dev`
   * @throws if no stack has the environment
   */
  public synth(environment = process.env.SLIPWAY_ENV ?? 'dev'): void {
    const stacks = this.stacksIn(environment);
    if (stacks.length === 0) {
      throw new Error(
        `no stack has the environment '${environment}'; there are ${this.allEnvironments.join(', ')}`,
      );
    }
    const app = new App();
    for (const stack of stacks) new (this.chart(stack))(app, this.environment(stack, environment));
    mkdirSync(app.outdir, { recursive: true });
    // Not by `app.synth()`, whose printer leaves texts plain that kubectl reads as numbers, such as '0o17'.
    for (const chart of app.charts) {
      const yaml = (chart.toJson() as object[]).map(yamlText).join('---\n');
      writeFileSync(join(app.outdir, `${chart.node.id}.k8s.yaml`), yaml);
    }
  }

  private definition(stack: string): StackDefinition {
    const found = this.definitions[stack];
    if (found === undefined)
      throw new Error(`there is no stack '${stack}'; there are ${this.stacks.join(', ')}`);
    return typeof found === 'string' ? { folder: found } : found;
  }

  private allEnvironmentsOf(stack: string): Environments {
    return { ...this.environments, ...this.definition(stack).environments };
  }
}

/**
 * Defines the stacks and environments of a repository. Its result must be the default export of `slipway.config.ts`.
 *
 * @throws if `stacks` is empty
 * @throws if the name of a stack is not a lower-case DNS label
 * @throws if `defaultStack` is not one of `stacks`
 */
export function defineProject(props: ProjectProps): Project {
  checkOptions('defineProject', 'ProjectProps', props);
  const config = findConfig(process.cwd());
  return new Project(props, config === undefined ? process.cwd() : dirname(config));
}
