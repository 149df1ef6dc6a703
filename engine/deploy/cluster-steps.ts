import { createKindCluster, findKindCluster, kindContext } from '../machine/kind-cluster';
import { findTarget } from '../kube/target';
import { Failure } from '../base/failure';
import { output, run } from '../base/command';
import type { Progress, Step } from '../progress/step';
import { checkTools, type ToolName } from '../machine/tools';
import type { Launch, LaunchOptions } from './launch';

/** Checks the tools that this launch needs, all at once. */
export function checkToolsStep(launch: Launch): Step {
  return {
    title: 'Check tools',
    run: async ({ done }) => {
      const versions = await checkTools(neededTools(launch.context, launch.options));
      done(`Tools: ${versions.join(', ')}`);
    },
  };
}

/** The tools that a launch calls: who brings images and a cluster along needs kubectl only. */
export function neededTools(context: string, { skipImages }: Pick<LaunchOptions, 'skipImages'>): ToolName[] {
  const isKind = context.startsWith('kind-');
  return [
    ...(isKind || !skipImages ? (['docker'] as const) : []),
    ...(skipImages ? [] : (['compose'] as const)),
    ...(isKind ? (['kind'] as const) : []),
    'kubectl',
  ];
}

/** Finds the cluster, or creates the one of the kind configuration. */
export function clusterStep(launch: Launch): Step {
  return {
    title: `Find the cluster ${launch.context}`,
    run: async (progress) => {
      const { context, kindConfig } = launch;
      const isOwn = context === kindContext(kindConfig.name);
      const created = isOwn && (await ensureKindCluster(launch, progress));
      const target = await findTarget(context);
      if (!target.kind && !launch.options.skipImages) throw notKind(context);
      launch.target = target;
      progress.done(`Cluster ${context}${created ? ' created' : ''}`);
    },
  };
}

async function ensureKindCluster(
  { context, kindConfig, options }: Launch,
  { title, line }: Progress,
): Promise<boolean> {
  if (await findKindCluster(kindConfig.name)) {
    const known = await output('kubectl', ['config', 'get-contexts', '--output=name']);
    if (!known.split('\n').includes(context)) {
      await run('kind', ['export', 'kubeconfig', '--name', kindConfig.name]);
    }
    return false;
  }
  title(`Create the kind cluster '${kindConfig.name}' (a minute or two)`);
  await createKindCluster(kindConfig, options.nodeImage, line);
  return true;
}

function notKind(context: string): Failure {
  return new Failure(
    `the context '${context}' is not a kind cluster of this machine, so that local images can't be loaded into it`,
    `Push the images of the stack to a registry from which the cluster can pull, and repeat the command with --skip-images; or write the manifests with 'npx slipway synth' and apply them yourself.`,
  );
}
