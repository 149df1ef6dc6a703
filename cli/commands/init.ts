import { Command } from 'commander';
import { basename } from 'node:path';
import { BadUsage } from '../../engine/base/failure';
import { initialize } from '../init/init';

/** `slipway init`: makes a folder a project. */
export function initCommand(): Command {
  return new Command('init')
    .argument('[name]', 'name of the first stack, and of its namespace (default: that of the folder)')
    .addHelpText(
      'after',
      `
Files that are there stay as they are; package.json and .gitignore get what they lack.

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
      `'${stack}' can't be the name of a stack`,
      `A name such as 'my-shop' has small letters, digits and dashes, and begins with a letter.`,
    );
  }
  const { written, kept } = initialize(process.cwd(), stack);
  if (kept.length > 0) console.log(`Kept as they are: ${kept.join(', ')}`);
  if (written.length === 0) {
    console.log('Nothing was to be written: the project is there.');
    return;
  }
  console.log(`${written.map((line) => `Wrote ${line}`).join('\n')}

  npm install          installs what package.json names
  npm test             writes a snapshot of the manifests the first time, and compares with it from then on
  npx slipway up       launches ${stack} into a local kind cluster
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
