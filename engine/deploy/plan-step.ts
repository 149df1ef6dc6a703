import type { StackLock } from '../kube/stack-lock';
import type { Target } from '../kube/target';
import type { Step } from '../progress/step';
import type { ProjectStack } from '../stack/project-stack';
import type { Synthesis } from '../stack/synthesis';
import { apply } from './apply';
import { readLive } from './live';
import { type Plan, planOf } from './plan';
import type { Release } from './record';
import { fittingObjects, type ManifestChoice } from './stack-manifests';
import { describeGrowth } from './volume-growth';

/** The input of a plan. */
export interface PlanRequest {
  readonly stack: ProjectStack;

  /** The manifests of the stack, with the passwords of this machine. */
  readonly made: Synthesis;
  readonly options: ManifestChoice;
  readonly target: Target;

  /** Docker IDs of the built images. @default - none were built */
  readonly imageIds?: ReadonlyMap<string, string>;
}

/** A plan, and the release that runs now. */
export interface Planned {
  readonly plan: Plan;

  /** The last release that became ready; absent if there was none. */
  readonly earlier?: Release;
}

/**
 * Plans a launch. Changes nothing.
 *
 * @throws Failure if the launch must be refused
 */
export async function planLaunch({ stack, made, options, target, imageIds }: PlanRequest): Promise<Planned> {
  const live = await readLive(target, stack.name);
  const fitting = fittingObjects(stack, made, options, live.objects);
  return { plan: planOf({ stack, ...fitting, imageIds }, live), earlier: live.release };
}

/** Plans a launch. */
export function planStep(request: PlanRequest): Step<Planned> {
  return {
    title: 'Plan',
    run: async ({ done }) => {
      const planned = await planLaunch(request);
      done(describePlan(planned.plan));
      return planned;
    },
  };
}

/**
 * Creates the namespace of a new stack, and takes the lock in it. Then it plans again, because another command may have
 * launched the stack in the meantime.
 */
export function namespaceStep(request: PlanRequest, { objects }: Plan, lock: StackLock): Step<Planned> {
  const { kubectl } = request.target;
  const { name } = request.stack;
  return {
    title: `Create the namespace ${name}`,
    halfDone: 'The namespace of the stack may exist, and is empty.',
    run: async ({ done }) => {
      await apply(
        kubectl,
        objects.filter(({ kind }) => kind === 'Namespace'),
      );
      await lock.take();
      const planned = await planLaunch(request);
      done(`Namespace ${name} created`);
      return planned;
    },
  };
}

/** `Plan: 36 objects; Jobs run again: migrate-1; passwords from the cluster: postgres-app`. */
function describePlan(plan: Plan): string {
  const { objects, growing, replacedJobs, pruned, passwords, renewed } = plan;
  const names = (items: readonly { readonly metadata: { readonly name: string } }[]): string =>
    items.map(({ metadata }) => metadata.name).join(', ');
  const parts = [
    `Plan: ${objects.length} objects`,
    ...(growing.length > 0 ? [`volumes grow: ${describeGrowth(growing)}`] : []),
    ...(replacedJobs.length > 0 ? [`Jobs run again: ${names(replacedJobs)}`] : []),
    ...(pruned.length > 0 ? [`${pruned.length} to delete`] : []),
    ...(renewed.length > 0 ? [`certificates to renew: ${names(renewed)}`] : []),
    ...(passwords.secrets.length > 0 ? [`passwords from the cluster: ${passwords.secrets.join(', ')}`] : []),
  ];
  return parts.join('; ');
}
