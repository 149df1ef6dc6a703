import { App, Yaml } from 'cdk8s';
import { parseAllDocuments } from 'yaml';
import { type Environment, ImageNotPinned } from '../../lib';
import { stacks } from '../../apps/stacks';
import { Failure } from '../base/failure';
import { reading } from './reading';
import type { KubeObject } from '../kube/kube-object';

/** The manifests of one stack. */
export interface Synthesis {
  readonly stack: string;

  /** The text of `<stack>.k8s.yaml`. */
  readonly yaml: string;
  readonly objects: readonly KubeObject[];
}

/** Turns stacks into manifests, in memory. */
export function synthesize(names: readonly string[], environment: Environment): Synthesis[] {
  return names.map((stack) => {
    const objects = objectsOf(stack, environment);
    return { stack, yaml: Yaml.stringify(...objects), objects };
  });
}

/** The objects of a multi-document YAML text. */
export function parseManifests(yaml: string): KubeObject[] {
  return parseAllDocuments(yaml).map((document) => document.toJS() as KubeObject);
}

function objectsOf(stack: string, environment: Environment): KubeObject[] {
  const StackClass = stacks[stack];
  if (!StackClass) throw new Error(`no stack '${stack}'`);
  const app = new App();
  try {
    return reading(() => new StackClass(app, environment).toJson() as KubeObject[]);
  } catch (error) {
    if (!(error instanceof Error) || error instanceof Failure) throw error;
    if (error instanceof ImageNotPinned) {
      throw new Failure(
        `the stack '${stack}' can't be synthesized for ${environment.name}: ${error.message}`,
        `Then commit images.lock.json.`,
      );
    }
    throw new Failure(
      `the stack '${stack}' can't be synthesized for ${environment.name}: ${error.message.trim()}`,
      `Correct apps/${stack}/chart.ts.`,
      error.stack,
    );
  }
}
