import type { Project } from '../../lib';
import { type ProjectStack, stacksIn } from '../../engine/stack/project-stack';
import { Command } from 'commander';
import { basename, relative, resolve } from 'node:path';
import { type OpenProject, stackOf } from '../project-access';
import { inventory } from '../../engine/stack/inventory';
import { writeManifests } from '../../engine/stack/output-folder';
import { synthesize } from '../../engine/stack/synthesis';

interface SynthOptions {
  readonly env: string;
  readonly out?: string;
}

/** `slipway synth`: writes the manifests, and prints what is in them. */
export function synthCommand(open: OpenProject): Command {
  return new Command('synth')
    .argument('[stacks...]', 'stacks to synthesize (default: all that have the environment)')
    .option('--env <name>', 'environment: dev, prod, or one of the stack’s own', 'dev')
    .option(
      '--out <folder>',
      'folder to write to (default: dist, or dist-<env> where that is not dev)',
      (folder) => resolve(folder),
    )
    .addHelpText(
      'after',
      `
Examples:
  $ slipway synth                        # every stack, to dist/
  $ slipway synth flask-nginx --env prod # one stack, to dist-prod/`,
    )
    .action((names: string[], options: SynthOptions) => {
      const project = open();
      synth(project, names.length > 0 ? names.map((name) => stackOf(open, name)) : stacksIn(project, options.env), options);
    });
}

/** Writes and prints the manifests of `stacks`. */
export function synth(project: Project, stacks: readonly ProjectStack[], { env, out }: SynthOptions): void {
  const results = stacks.map((stack) => synthesize(stack, stack.environment(env)));
  const folder = out ?? resolve(env === 'dev' ? project.output : `${project.output}-${env}`);
  const files = Object.fromEntries(results.map(({ stack, yaml }) => [stack, yaml]));
  writeManifests(folder, files, { keepOthers: stacks.length < project.stacks.length });

  for (const { stack, objects } of results) {
    console.log(
      `${stack} (${env})\n${inventory(objects)
        .map((line) => `  ${line}\n`)
        .join('')}`,
    );
  }
  const written = results.map(({ stack }) => `${stack}.k8s.yaml`).join(', ');
  console.log(`Wrote ${written} to ${relative('', folder) || basename(folder)}/`);
}
