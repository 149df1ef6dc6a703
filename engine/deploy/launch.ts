import type { KubeObject } from '../kube/kube-object';
import { StackLock } from '../kube/stack-lock';
import type { Target } from '../kube/target';
import { contextOf, defaultKindConfig } from '../machine/context';
import { readKindConfig } from '../machine/kind-config';
import type { Reporter } from '../progress/reporter';
import type { Step } from '../progress/step';
import type { ProjectStack } from '../stack/project-stack';
import type { Applied } from './apply';
import { checkToolsStep, clusterStep } from './cluster-steps';
import { resumeStep } from './execute';
import { buildStep, findImagesStep, loadStep } from './image-steps';
import { controllerReadyStep, installControllerStep } from './ingress-steps';
import type { LaunchOptions } from './launch-options';
import type { Plan } from './plan';
import { namespaceStep, type PlanRequest, planStep } from './plan-step';
import { release } from './release';
import { rememberPasswords, scaledManifestsOf } from './stack-manifests';
import { typeCheckStep } from './type-check-step';

/** A launched stack, whose workloads are all ready. */
export interface Launched {
  readonly stack: ProjectStack;

  /** Context of its cluster. */
  readonly context: string;
  readonly target: Target;
  readonly plan: Plan;

  /** The result for each object. */
  readonly applied: readonly Applied[];
}

/**
 * Launches a stack: finds or creates the cluster, builds and loads images, installs the ingress controller, applies the
 * manifests, and waits until all workloads are ready.
 *
 * @throws Failure if the stack does not become ready, with what runs now; or if another command is changing the stack
 */
export async function launchStack(
  stack: ProjectStack,
  options: LaunchOptions,
  reporter: Reporter,
): Promise<Launched> {
  // First, so that an error in the chart is found before a cluster is created.
  const kindConfig = readKindConfig(options.kindConfig ?? defaultKindConfig);
  const made = scaledManifestsOf(stack, options);
  const context = contextOf(options);
  const types = options.typecheck ? [typeCheckStep(stack)] : [];
  await reporter.run(checkToolsStep(context, options));
  const target = await reporter.run(clusterStep(context, kindConfig, made.objects, options));
  const lock = new StackLock(target.kubectl, stack.name, 'up', reporter);
  const launch = { stack, made, options, target, types, lock };
  const { plan, applied } = await lock.during(() => launchInto(launch, reporter));
  return { stack, context, target, plan, applied };
}

/** A launch into an existing cluster. */
interface Launch extends Omit<PlanRequest, 'imageIds'> {
  readonly options: LaunchOptions;
  readonly types: readonly Step[];
  readonly lock: StackLock;
}

async function launchInto(launch: Launch, reporter: Reporter): Promise<Pick<Launched, 'plan' | 'applied'>> {
  const { stack, made, options, target, types, lock } = launch;
  const imageIds = options.skipImages
    ? undefined
    : await build(stack, made.objects, target, options, reporter);
  await reporter.runAll(types);
  const request = { ...launch, imageIds };
  const planned = await reporter.run(planStep(request));
  const { plan, earlier } = lock.isHeld
    ? planned
    : await reporter.run(namespaceStep(request, planned.plan, lock));
  for (const warning of plan.warnings) reporter.warn(warning);

  const { kubectl, kind } = target;
  if (plan.resumed.length > 0) await reporter.run(resumeStep(kubectl, plan));
  if (kind && !options.skipImages) await reporter.run(loadStep(kind, plan.objects));
  if (plan.controller.length > 0) await reporter.run(installControllerStep(target, plan.controller));
  rememberPasswords(stack, options, plan.passwords);
  const applied = await release({ target, plan, imageIds, earlier, options }, reporter);
  if (plan.controller.length > 0) {
    await reporter.run(controllerReadyStep(kubectl, plan.controller, options.timeout));
  }
  return { plan, applied };
}

/** Whether a launch has changed nothing. */
export function isUnchanged({ plan, applied }: Pick<Launched, 'plan' | 'applied'>): boolean {
  const isEmpty = plan.pruned.length === 0 && plan.growing.length === 0;
  return isEmpty && applied.every(({ change }) => change === 'unchanged');
}

async function build(
  stack: ProjectStack,
  objects: readonly KubeObject[],
  { kind }: Target,
  { buildNetwork }: Pick<LaunchOptions, 'buildNetwork'>,
  reporter: Reporter,
): Promise<ReadonlyMap<string, string>> {
  const { builds, warnings } = await reporter.run(findImagesStep(stack, objects, kind));
  for (const warning of warnings) reporter.warn(warning);
  return reporter.run(buildStep(builds, buildNetwork));
}
