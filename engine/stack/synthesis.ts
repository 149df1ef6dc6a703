import { App } from 'cdk8s';
import { resolve } from 'node:path';
import { type Environment, ImageNotPinned } from '../../lib';
import { imageLockFile } from '../../lib/contract';
import { yamlText } from '../../lib/yaml';
import { Failure } from '../base/failure';
import type { KubeObject } from '../kube/kube-object';
import type { ProjectStack } from './project-stack';
import { reading } from './reading';
import { userFailure } from './user-failure';

/** The manifests of one stack. */
export interface Synthesis {
  readonly stack: string;

  /** The text of `<stack>.k8s.yaml`. */
  readonly yaml: string;
  readonly objects: readonly KubeObject[];
}

/**
 * Turns a stack into manifests, in memory.
 *
 * @throws Failure with the place in the user's files, if the chart can't be loaded or throws
 */
export function synthesize(stack: ProjectStack, environment: Environment): Synthesis {
  const objects = objectsOf(stack, environment);
  return { stack: stack.name, yaml: objects.map(yamlText).join('---\n'), objects };
}

function objectsOf(stack: ProjectStack, environment: Environment): KubeObject[] {
  const { name, project, files } = stack;
  try {
    return reading(() => {
      const chart = new (project.chart(name))(new App(), environment);
      if (chart.namespace !== name) throw new OtherName(chart.namespace);
      return chart.toJson() as KubeObject[];
    });
  } catch (error) {
    const what = `the stack '${name}' can't be synthesized for ${environment.name}`;
    if (error instanceof OtherName) {
      throw new Failure(
        `the chart of the stack '${name}' has the id '${error.message}'`,
        `Change the id to '${name}' in ${files.chart}, or name the stack '${error.message}' in slipway.config.ts.`,
      );
    }
    if (error instanceof ImageNotPinned)
      throw new Failure(`${what}: ${error.message}`, `Then commit ${imageLockFile}.`);
    throw userFailure(error, { what, root: project.folder, file: resolve(project.folder, files.chart) });
  }
}

/** The id of a chart is not the name of its stack. */
class OtherName extends Error {}
