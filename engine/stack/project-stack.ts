import { resolve } from 'node:path';
import type { Environment, ParityChecks, Project, StackFiles } from '../../lib';
import { suggestion } from '../../lib/nearest';
import { BadUsage, Failure } from '../base/failure';
import { loadModule } from './load-module';
import { reading } from './reading';
import { userFailure } from './user-failure';

/** A stack of the user's project. */
export class ProjectStack {
  /** Its files, as paths from the folder of the project. */
  public readonly files: StackFiles;

  /** @throws BadUsage with the existing names, if the project has no such stack */
  constructor(
    public readonly project: Project,
    public readonly name: string,
  ) {
    checkName('stack', name, project.stacks);
    this.files = project.files(name);
  }

  /**
   * @throws BadUsage with the existing names, if the stack has no such environment
   * @throws Failure if a file of the environment is damaged, such as the image lock
   */
  public environment(name: string): Environment {
    checkName('environment', name, this.project.environmentsOf(this.name));
    return reading(() => this.project.environment(this.name, name));
  }

  /** @throws Failure if the stack has no parity checks, or if they can't be loaded */
  public parityChecks(): ParityChecks {
    const { parity, folder } = this.files;
    if (parity === undefined) {
      throw new Failure(
        `the stack '${this.name}' has no parity checks`,
        `Write ${folder}/parity.ts with an export 'parity'.`,
      );
    }
    const file = resolve(this.project.folder, parity);
    const what = `the parity checks of '${this.name}' can't be loaded`;
    const checks = this.load(file, what).parity as ParityChecks | undefined;
    if (checks) return checks;
    throw new Failure(
      `${parity} has no export 'parity'`,
      `Write 'export const parity: ParityChecks = { … };'.`,
    );
  }

  private load(file: string, what: string): Readonly<Record<string, unknown>> {
    try {
      return loadModule(file);
    } catch (error) {
      throw userFailure(error, { what, root: this.project.folder, file });
    }
  }
}

/**
 * The stacks that have an environment.
 *
 * @throws BadUsage with the existing names, if no stack has it
 */
export function stacksIn(project: Project, environment: string): ProjectStack[] {
  checkName('environment', environment, project.allEnvironments);
  return project.stacksIn(environment).map((name) => new ProjectStack(project, name));
}

function checkName(what: string, name: string, known: readonly string[]): void {
  if (known.includes(name)) return;
  throw new BadUsage(
    `there is no ${what} '${name}'${suggestion(name, known)}`,
    `The ${what}s are ${known.join(', ')}.`,
  );
}
