import { type Command, Option } from 'commander';
import type { ContextOptions } from '../../engine/machine/context';
import type { Scale } from '../../engine/stack/scale';
import { contextOption } from './context-option';
import { parseScale } from './scale-option';
import { typecheckOption } from './typecheck-option';

/** The options that choose the objects and the cluster of a command. */
export interface ManifestOptions extends ContextOptions {
  readonly env: string;
  readonly scale: Scale;
  readonly skipImages: boolean;
  readonly typecheck: boolean;
}

/** Adds the options that choose the objects and the cluster of a launch. */
export function manifestOptions(command: Command): Command {
  return typecheckOption(contextOption(command))
    .option('--env <name>', 'environment, such as dev or prod', 'dev')
    .addOption(
      new Option('--scale <workload=number>', 'number of pods of a workload; 0 leaves it out (repeatable)')
        .argParser(parseScale)
        .default({}, 'as in the manifests'),
    )
    .option('--skip-images', 'do not build or load images; the cluster pulls them', false);
}
