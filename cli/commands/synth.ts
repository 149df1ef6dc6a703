import { Command } from 'commander';
import { basename, relative, resolve } from 'node:path';
import { checkStack, environment, stackNames, stacksOf } from '../../engine/stack/catalog';
import { inventory } from '../../engine/stack/inventory';
import { writeManifests } from '../../engine/stack/output-folder';
import { synthesize } from '../../engine/stack/synthesis';

interface SynthOptions {
  readonly env: string;
  readonly out?: string;
}

/** `slipway synth`: writes the manifests, and prints what is in them. */
export function synthCommand(): Command {
  return new Command('synth')
    .description('write the Kubernetes manifests of stacks, and print what is in them')
    .argument('[stacks...]', `stacks to synthesize, of ${stackNames.join(', ')} (default: all)`)
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
      synth(names.length > 0 ? names : stacksOf(options.env), options);
    });
}

/** Writes and prints the manifests of `names`. */
export function synth(names: readonly string[], { env, out }: SynthOptions): void {
  const results = names.map(checkStack).flatMap((name) => synthesize([name], environment(env, name)));
  const folder = out ?? resolve(env === 'dev' ? 'dist' : `dist-${env}`);
  const files = Object.fromEntries(results.map(({ stack, yaml }) => [stack, yaml]));
  writeManifests(folder, files, { keepOthers: names.length < stackNames.length });

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
