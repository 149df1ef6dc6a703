import { kindContext } from './kind-cluster';
import { readKindConfig } from './kind-config';

/** Which cluster a command works on. */
export interface ContextOptions {
  readonly context?: string;
  readonly kindConfig: string;
}

/** The context that a command works on: never the current one of the kubeconfig, which may be anything. */
export function contextOf({ context, kindConfig }: ContextOptions): string {
  return context ?? kindContext(readKindConfig(kindConfig).name);
}
