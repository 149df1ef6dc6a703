import type { ProjectStack } from '../stack/project-stack';
import { readKindConfig } from '../machine/kind-config';
import { contextOf, defaultKindConfig } from '../machine/context';
import { runSteps } from '../progress/run-steps';
import { checkToolsStep, clusterStep } from './cluster-steps';
import { buildStep, loadStep } from './image-steps';
import { ingressReadyStep, ingressStep } from './ingress';
import type { Launch, LaunchOptions } from './launch';
import { releaseOrRollBack } from './rollback';
import { scaledManifestsOf } from './stack-manifests';

/** Launches a stack. */
export async function launchStack(stack: ProjectStack, options: LaunchOptions): Promise<Launch> {
  const launch = prepare(stack, options);
  await runSteps([
    checkToolsStep(launch),
    clusterStep(launch),
    ...(options.skipImages ? [] : [buildStep(launch), loadStep(launch)]),
    ingressStep(launch),
  ]);
  await releaseOrRollBack(launch);
  if (launch.controllers.length > 0) await runSteps([ingressReadyStep(launch)]);
  return launch;
}

// Before everything else: a chart with an error in it should not cost a cluster.
function prepare(stack: ProjectStack, options: LaunchOptions): Launch {
  const kindConfig = readKindConfig(options.kindConfig ?? defaultKindConfig);
  const synthesis = scaledManifestsOf(stack, options);
  const context = contextOf(options);
  return {
    stack: stack.name,
    project: stack,
    options,
    synthesis,
    kindConfig,
    context,
    builds: [],
    controllers: [],
    applied: [],
    pruned: [],
  };
}
