import { Command } from 'commander';
import { basename, join, relative, resolve } from 'node:path';
import { checkConflicts } from '../../engine/stack/conflicts';
import { inventory } from '../../engine/stack/inventory';
import { writeManifests } from '../../engine/stack/output-folder';
import { type ProjectStack, stacksIn } from '../../engine/stack/project-stack';
import { type Synthesis, synthesize } from '../../engine/stack/synthesis';
import { checkTypes } from '../../engine/stack/type-check';
import type { Project } from '../../lib';
import { type OpenProject, stackOf } from '../project-access';
import { isJson, type Output, outputOption } from './output-option';
import { typecheckOption } from './typecheck-option';

/** The options of the synthesis. */
export interface SynthOptions {
  readonly env: string;
  readonly typecheck: boolean;
  readonly out?: string;
}

/** The written manifests. */
export interface Written {
  /** Path from the working directory. */
  readonly folder: string;
  readonly stacks: readonly Synthesis[];
}

/** `slipway synth`: writes manifests, and lists their objects. */
export function synthCommand(open: OpenProject): Command {
  return outputOption(typecheckOption(new Command('synth')))
    .argument('[stacks...]', 'stacks to synthesize (default: all with the environment)')
    .option('--env <name>', 'environment, such as dev or prod', 'dev')
    .option('--out <folder>', 'folder to write to (default: dist for dev, otherwise dist-<env>)', (folder) =>
      resolve(folder),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ slipway synth                 # all stacks, to dist/
  $ slipway synth shop --env prod # one stack, to dist-prod/`,
    )
    .action(async (names: readonly string[], options: SynthOptions & Output) => {
      const project = open();
      const stacks =
        names.length > 0 ? names.map((name) => stackOf(open, name)) : stacksIn(project, options.env);
      const written = await synth(project, stacks, options);
      console.log(isJson(options) ? asJson(written, options.env) : described(written, options.env));
    });
}

/**
 * Writes the manifests of stacks.
 *
 * @throws Failure if a chart has a type error or can't be synthesized. Nothing is written then
 * @throws Failure if two stacks have the same host
 */
export async function synth(
  project: Project,
  stacks: readonly ProjectStack[],
  { env, out, typecheck }: SynthOptions,
): Promise<Written> {
  const [results] = await Promise.all([
    Promise.resolve().then(() => stacks.map((stack) => synthesize(stack, stack.environment(env)))),
    typecheck &&
      checkTypes(
        project,
        stacks.map(({ name }) => name),
      ),
  ]);
  checkConflicts(results);
  const folder = out ?? resolve(env === 'dev' ? project.output : `${project.output}-${env}`);
  const files = Object.fromEntries(results.map(({ stack, yaml }) => [stack, yaml]));
  writeManifests(folder, files, { keepOthers: stacks.length < project.stacks.length });
  return { folder: relative('', folder) || basename(folder), stacks: results };
}

function described({ folder, stacks }: Written, env: string): string {
  const lists = stacks.map(({ stack, objects }) => {
    const lines = inventory(objects).map((line) => `  ${line}\n`);
    return `${stack} (${env})\n${lines.join('')}\n`;
  });
  return `${lists.join('')}Wrote ${stacks.map(fileOf).join(', ')} to ${folder}/`;
}

function asJson({ folder, stacks }: Written, environment: string): string {
  const all = stacks.map((synthesis) => ({
    stack: synthesis.stack,
    environment,
    file: join(folder, fileOf(synthesis)),
    objects: synthesis.objects.map(({ apiVersion, kind, metadata: { name } }) => ({
      apiVersion,
      kind,
      name,
    })),
  }));
  return JSON.stringify({ stacks: all }, null, 2);
}

function fileOf({ stack }: Synthesis): string {
  return `${stack}.k8s.yaml`;
}
