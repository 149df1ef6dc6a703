import { kindContext } from './kind-cluster';
import { readKindConfig } from './kind-config';

/** Which cluster a command works on. */
export interface ContextOptions {
  readonly context?: string;

  /** @default 'kind-config.yaml' in the folder of the project */
  readonly kindConfig?: string;
}

/** Kind configuration of a project. */
export const defaultKindConfig = 'kind-config.yaml';

/** The context that a command works on: never the current one of the kubeconfig, which may be anything. */
export function contextOf({ context, kindConfig = defaultKindConfig }: ContextOptions): string {
  return context ?? kindContext(readKindConfig(kindConfig).name);
}
