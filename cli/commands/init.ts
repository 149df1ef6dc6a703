import { Command } from 'commander';
import { basename } from 'node:path';
import { BadUsage } from '../../engine/base/failure';
import { initialize } from '../init/init';

/** `slipway init`: creates a project. */
export function initCommand(): Command {
  return new Command('init')
    .argument('[name]', 'name of the first stack and of its namespace (default: the name of the folder)')
    .addHelpText(
      'after',
      `
Replaces no file that exists. Adds missing entries to package.json and .gitignore.

Examples:
  $ npm install slipway && npx slipway init shop`,
    )
    .action((name: string | undefined) => {
      init(name ?? nameOf(basename(process.cwd())));
    });
}

function init(stack: string): void {
  if (!/^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/.test(stack)) {
    throw new BadUsage(
      `the name of a stack must be a lower-case DNS label, got '${stack}'`,
      `Use lower-case letters, digits and dashes, and begin with a letter: 'my-shop'.`,
    );
  }
  const { written, kept } = initialize(process.cwd(), stack);
  if (kept.length > 0) console.log(`Unchanged: ${kept.join(', ')}`);
  if (written.length === 0) {
    console.log('Wrote nothing: the project is complete.');
    return;
  }
  console.log(`${written.map((line) => `Wrote ${line}`).join('\n')}

  npm install          installs the dependencies in package.json
  npm test             writes a snapshot of the manifests the first time, and compares with it later
  npx slipway up       launches ${stack} in a local kind cluster
  npx cdk8s synth      writes the manifests to dist/, for kubectl apply`);
}

/** `My Shop` as the name of a stack: `my-shop`. */
function nameOf(folder: string): string {
  const name = folder
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^[-0-9]+|-+$/g, '');
  return name.slice(0, 63) || 'app';
}
