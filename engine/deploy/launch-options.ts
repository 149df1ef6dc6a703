import type { Duration } from '../base/duration';
import type { ManifestChoice } from './stack-manifests';

/** The options of a launch. */
export interface LaunchOptions extends ManifestChoice {
  /** Context of the kubeconfig. @default - that of the kind configuration */
  readonly context?: string;

  /** Path of the kind configuration. @default 'kind-config.yaml' in the folder of the project */
  readonly kindConfig?: string;

  /** Longest wait for the workloads. */
  readonly timeout: Duration;

  /** Image of the nodes of a new kind cluster. @default - that of the installed kind */
  readonly nodeImage?: string;

  /** Network mode of RUN steps of builds. @default - Docker's default */
  readonly buildNetwork?: string;

  /** Whether images are neither built nor loaded: the cluster pulls them. */
  readonly skipImages: boolean;

  /** Whether the types of the chart are checked before it is applied. */
  readonly typecheck: boolean;

  /** Whether a release that does not become ready is rolled back to the previous one. */
  readonly rollback: boolean;
}
