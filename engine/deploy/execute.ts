import { resumeLeftovers } from '../backup/leftovers';
import type { Duration } from '../base/duration';
import { workloadKinds } from '../health/snapshot';
import { RolloutWatch } from '../health/watch';
import { type KubeObject, nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { withLastApplied } from '../kube/last-applied';
import type { Reporter } from '../progress/reporter';
import type { Step } from '../progress/step';
import { type Applied, apply, summarize } from './apply';
import type { Plan } from './plan';
import { deleteObjects } from './prune';
import { deleteAroundPods, describeGrowth, growVolumes } from './volume-growth';

/** How a plan is executed, and what its steps are called. */
export interface Execution {
  /** Longest wait for the workloads. */
  readonly timeout: Duration;
  readonly apply: Pick<Step, 'title' | 'halfDone'> & { readonly done: string };
  readonly wait: Pick<Step, 'title' | 'halfDone'>;

  /** Whether an object of an earlier version is deleted before the wait; the others are for `pruneStep`, after it. */
  readonly deletesAtOnce: (object: KubeObject) => boolean;
}

/**
 * Executes a plan, up to the moment at which all workloads are ready.
 *
 * @returns what became of each object
 */
export async function execute(
  kubectl: Kubectl,
  plan: Plan,
  execution: Execution,
  reporter: Reporter,
): Promise<readonly Applied[]> {
  const applied = await reporter.run(applyStep(kubectl, plan, execution));
  await reporter.run(waitStep(kubectl, plan, execution));
  return applied;
}

/** Resumes what a restore has left paused. */
export function resumeStep(kubectl: Kubectl, { stack, resumed }: Plan): Step {
  return {
    title: `Resume what a restore has left paused: ${resumed.join(', ')}`,
    halfDone: 'Some of what a restore has left paused may be resumed, the rest not.',
    run: async ({ done }) => {
      const names = await resumeLeftovers(kubectl, stack.name);
      done(`Resumed what a restore has left paused: ${names.join(', ')}`);
    },
  };
}

function applyStep(kubectl: Kubectl, plan: Plan, execution: Execution): Step<readonly Applied[]> {
  return {
    title: execution.apply.title,
    halfDone: execution.apply.halfDone,
    run: async ({ done }) => {
      const { objects, growing, pruned } = plan;
      const stack = plan.stack.name;
      await growVolumes(kubectl, stack, growing, objects);
      await deleteObjects(kubectl, stack, plan.replacedJobs);
      await deleteAroundPods(kubectl, stack, plan.replacedSets);
      const applied = await apply(kubectl, objects.map(withLastApplied));
      const deleted = pruned.filter(execution.deletesAtOnce);
      await deleteObjects(kubectl, stack, deleted);
      const parts = [
        `${execution.apply.done}: ${summarize(applied)}`,
        ...(growing.length > 0 ? [`volumes grow: ${describeGrowth(growing)}`] : []),
        ...(deleted.length > 0 ? [`deleted ${namesOf(deleted)}`] : []),
      ];
      done(parts.join('; '));
      return applied;
    },
  };
}

function waitStep(kubectl: Kubectl, { stack, objects }: Plan, { wait, timeout }: Execution): Step {
  return {
    ...wait,
    run: ({ parts }) => {
      const workloads = objects.flatMap(watchedName);
      const ingresses = objects.filter(({ kind }) => kind === 'Ingress').map(nameOf);
      const watch = new RolloutWatch(kubectl, stack, new Set([...workloads, ...ingresses]), timeout);
      parts(workloads.map((name) => watch.stepFor(name)));
      return Promise.resolve();
    },
  };
}

/** Name of the workload that tells whether an object is up; none for an object without pods. */
function watchedName(object: KubeObject): string[] {
  // CloudNativePG makes a Deployment of it, under its name.
  if (object.kind === 'Pooler') return [`Deployment/${object.metadata.name}`];
  return workloadKinds.includes(object.kind) ? [nameOf(object)] : [];
}

/** Deletes what an earlier version of the stack had, apart from what was deleted at once. */
export function pruneStep(kubectl: Kubectl, { stack, pruned }: Plan, { deletesAtOnce }: Execution): Step {
  return {
    title: 'Delete what the stack no longer has',
    halfDone: 'Some objects of an earlier version may still be there.',
    run: async ({ done }) => {
      const left = pruned.filter((object) => !deletesAtOnce(object));
      await deleteObjects(kubectl, stack.name, left);
      done(
        pruned.length > 0
          ? `Deleted, as the stack no longer has them: ${namesOf(pruned)}`
          : 'Nothing left over from an earlier version',
      );
    },
  };
}

function namesOf(objects: readonly KubeObject[]): string {
  return objects.map(nameOf).sort().join(', ');
}
