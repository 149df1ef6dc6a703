import { environment } from '../catalog';
import { readKindConfig } from '../cluster/kind-config';
import { contextOf } from '../cluster/context';
import { scaled } from '../manifests/scale';
import { synthesize, type Synthesis } from '../manifests/synthesis';
import { runSteps } from '../progress/run-steps';
import { checkToolsStep, clusterStep } from './cluster-steps';
import { buildStep, loadStep } from './image-steps';
import { ingressReadyStep, ingressStep } from './ingress-step';
import type { Launch, LaunchOptions } from './launch';
import { releaseOrRollBack } from './rollback';

/** Launches a stack. */
export async function launchStack(stack: string, options: LaunchOptions): Promise<Launch> {
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

/** The manifests of a stack in the environment of a launch. */
export function manifestsOf(stack: string, options: LaunchOptions): Synthesis {
  const [synthesis] = synthesize([stack], environment(options.env, stack));
  if (!synthesis) throw new Error(`no manifests of '${stack}'`);
  return synthesis;
}

// Before everything else: a chart with an error in it should not cost a cluster.
function prepare(stack: string, options: LaunchOptions): Launch {
  const kindConfig = readKindConfig(options.kindConfig);
  const found = manifestsOf(stack, options);
  const synthesis = { ...found, objects: scaled(found.objects, options.scale) };
  const context = contextOf(options);
  return {
    stack,
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
