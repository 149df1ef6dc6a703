import { kindContext } from './kind-cluster';
import { readKindConfig } from './kind-config';

/** The options that choose the cluster of a command. */
export interface ContextOptions {
  readonly context?: string;

  /** @default 'kind-config.yaml' in the folder of the project */
  readonly kindConfig?: string;
}

/** The kind configuration of a project. */
export const defaultKindConfig = 'kind-config.yaml';

/** The context that a command uses. It never depends on the current context of the kubeconfig. */
export function contextOf({ context, kindConfig = defaultKindConfig }: ContextOptions): string {
  return context ?? kindContext(readKindConfig(kindConfig).name);
}
