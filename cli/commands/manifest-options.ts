import { type Command, Option } from 'commander';
import type { ContextOptions } from '../../engine/machine/context';
import type { Scale } from '../../engine/stack/scale';
import { contextOption } from './context-option';
import { parseScale } from './scale-option';
import { typecheckOption } from './typecheck-option';

/** Which objects a command is about, and in which cluster. */
export interface ManifestOptions extends ContextOptions {
  readonly env: string;
  readonly scale: Scale;
  readonly skipImages: boolean;
  readonly typecheck: boolean;
}

/** Adds the options that say what a launch brings into which cluster. */
export function manifestOptions(command: Command): Command {
  return typecheckOption(contextOption(command))
    .option('--env <name>', 'environment: dev, prod, or one of the stack’s own', 'dev')
    .addOption(
      new Option('--scale <workload=number>', 'number of pods of a workload; 0 leaves it out (repeatable)')
        .argParser(parseScale)
        .default({}, 'as the manifests say'),
    )
    .option('--skip-images', 'neither build nor load images: the cluster pulls them', false);
}
