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
import { deleteSets, describeGrowth, growVolumes } from './volume-growth';

/** How a plan is executed, and the titles of its steps. */
export interface Execution {
  /** Longest wait for the workloads. */
  readonly timeout: Duration;
  readonly apply: Pick<Step, 'title' | 'halfDone'> & { readonly done: string };
  readonly wait: Pick<Step, 'title' | 'halfDone'>;

  /** Whether an object of an earlier release is deleted before the wait. `pruneStep` deletes the others after it. */
  readonly deletesAtOnce: (object: KubeObject) => boolean;
}

/**
 * Executes a plan, and waits until all workloads are ready.
 *
 * @returns the result for each object
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

/** Resumes the workloads that a restore has left paused. */
export function resumeStep(kubectl: Kubectl, { stack, resumed }: Plan): Step {
  return {
    title: `Resume what a restore has paused: ${resumed.join(', ')}`,
    halfDone: 'Some of the paused workloads may be resumed, others not.',
    run: async ({ done }) => {
      const names = await resumeLeftovers(kubectl, stack.name);
      done(`Resumed what a restore has paused: ${names.join(', ')}`);
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
      await deleteSets(kubectl, stack, plan.replacedSets, objects);
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

/** The name of the workload that must be ready for an object; none for an object without pods. */
function watchedName(object: KubeObject): string[] {
  // CloudNativePG creates a Deployment with the same name.
  if (object.kind === 'Pooler') return [`Deployment/${object.metadata.name}`];
  return workloadKinds.includes(object.kind) ? [nameOf(object)] : [];
}

/** Gives servers their renewed certificates, whose CA all clients trust now. A server loads it without a restart. */
export function renewStep(kubectl: Kubectl, { renewed }: Plan): Step {
  return {
    title: `Renew certificates: ${namesOf(renewed)}`,
    halfDone: 'The certificates are valid, whether they are renewed or not.',
    run: async ({ done }) => {
      await apply(kubectl, renewed.map(withLastApplied));
      done(`Certificates renewed: ${namesOf(renewed)}; the servers load them within two minutes`);
    },
  };
}

/** Deletes the objects that only the earlier release had, except those that were deleted before the wait. */
export function pruneStep(kubectl: Kubectl, { stack, pruned }: Plan, { deletesAtOnce }: Execution): Step {
  return {
    title: 'Delete objects that the stack no longer has',
    halfDone: 'Some objects of the earlier release may still exist.',
    run: async ({ done }) => {
      const left = pruned.filter((object) => !deletesAtOnce(object));
      await deleteObjects(kubectl, stack.name, left);
      done(
        pruned.length > 0
          ? `Deleted objects that the stack no longer has: ${namesOf(pruned)}`
          : 'No object of an earlier release to delete',
      );
    },
  };
}

function namesOf(objects: readonly KubeObject[]): string {
  return objects.map(nameOf).sort().join(', ');
}
