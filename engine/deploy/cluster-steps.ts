import { output, run } from '../base/command';
import { Failure } from '../base/failure';
import type { KubeObject } from '../kube/kube-object';
import { findTarget, type Target } from '../kube/target';
import { createKindCluster, findKindCluster, kindContext } from '../machine/kind-cluster';
import type { KindConfig } from '../machine/kind-config';
import { checkTools, type ToolName } from '../machine/tools';
import type { Progress, Step } from '../progress/step';
import type { LaunchOptions } from './launch-options';
import { checkMapped } from './unmapped-ports';

/** Checks all tools that a launch into this cluster needs. */
export function checkToolsStep(context: string, options: Pick<LaunchOptions, 'skipImages'>): Step {
  return {
    title: 'Check tools',
    run: async ({ done }) => {
      const versions = await checkTools(neededTools(context, options));
      done(`Tools: ${versions.join(', ')}`);
    },
  };
}

/** The tools that a launch calls. With `skipImages` and a cluster that is not kind it needs only kubectl. */
export function neededTools(context: string, { skipImages }: Pick<LaunchOptions, 'skipImages'>): ToolName[] {
  const isKind = context.startsWith('kind-');
  return [
    ...(isKind || !skipImages ? (['docker'] as const) : []),
    ...(skipImages ? [] : (['compose'] as const)),
    ...(isKind ? (['kind'] as const) : []),
    'kubectl',
  ];
}

/**
 * Finds the cluster, or creates that of the kind configuration.
 *
 * @param objects what will be launched into it
 */
export function clusterStep(
  context: string,
  kindConfig: KindConfig,
  objects: readonly KubeObject[],
  { nodeImage, skipImages }: Pick<LaunchOptions, 'nodeImage' | 'skipImages'>,
): Step<Target> {
  return {
    title: `Find the cluster ${context}`,
    run: async (progress) => {
      const isOwn = context === kindContext(kindConfig.name);
      const created = isOwn && (await ensureKindCluster(context, kindConfig, objects, nodeImage, progress));
      const target = await findTarget(context);
      if (!target.kind && !skipImages) throw notKind(context);
      progress.done(`Cluster ${context}${created ? ' created' : ''}`);
      return target;
    },
  };
}

async function ensureKindCluster(
  context: string,
  kindConfig: KindConfig,
  objects: readonly KubeObject[],
  nodeImage: string | undefined,
  { title, line }: Progress,
): Promise<boolean> {
  if (await findKindCluster(kindConfig.name)) {
    const known = await output('kubectl', ['config', 'get-contexts', '--output=name']);
    if (!known.split('\n').includes(context)) {
      await run('kind', ['export', 'kubeconfig', '--name', kindConfig.name]);
    }
    return false;
  }
  checkMapped(objects, kindConfig);
  title(`Create the kind cluster '${kindConfig.name}' (a minute or two)`);
  await createKindCluster(kindConfig, nodeImage, line);
  return true;
}

function notKind(context: string): Failure {
  return new Failure(
    `the context '${context}' is not a kind cluster of this machine, so local images can't be loaded into it`,
    `Push the images of the stack to a registry that the cluster can pull from, and repeat the command with --skip-images. Or write the manifests with 'npx slipway synth', and apply them yourself.`,
  );
}
