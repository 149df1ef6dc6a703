import { type Command, Option } from 'commander';
import { resolve } from 'node:path';
import { kindContext } from '../cluster/kind-cluster';
import { readKindConfig } from '../cluster/kind-config';
import { projectFolder } from '../project';

/** Which cluster a command works on. */
export interface ContextOptions {
  readonly context?: string;
  readonly kindConfig: string;
}

/** Adds `--context` to a command. */
export function contextOption(command: Command): Command {
  return command
    .option('--context <name>', 'context of the kubeconfig (default: the kind cluster of kind-config.yaml)')
    .addOption(
      new Option('--kind-config <file>', 'kind configuration; for tests of slipway itself')
        .argParser((file) => resolve(file))
        .default(resolve(projectFolder, 'kind-config.yaml'))
        .hideHelp(),
    );
}

/** The context that a command works on: never the current one of the kubeconfig, which may be anything. */
export function contextOf({ context, kindConfig }: ContextOptions): string {
  return context ?? kindContext(readKindConfig(kindConfig).name);
}
