import { pausedReplicasAnnotation, pausedScheduleAnnotation } from '../../lib/contract';
import { type KubeObject, nameOf } from '../kube/kube-object';
import { invocation } from '../machine/invocation';

interface Scalable extends KubeObject {
  readonly spec: { readonly replicas?: number };
}

/** Whether a restore has paused an object: a workload, or the CronJob that backs up a store. */
export function isPaused(object: KubeObject): boolean {
  const { annotations = {} } = object.metadata;
  return pausedReplicasAnnotation in annotations || pausedScheduleAnnotation in annotations;
}

/** The number of pods that a paused workload gets back after the restore; undefined if it is not paused. */
export function pausedReplicas({ metadata, spec }: Scalable): number | undefined {
  const noted = metadata.annotations?.[pausedReplicasAnnotation];
  // Somebody may have scaled it by hand.
  return noted === undefined || spec.replicas !== 0 ? undefined : Number(noted);
}

/** The names of the objects that a restore has paused, sorted. */
export function pausedNames(objects: readonly KubeObject[]): string[] {
  return objects.filter(isPaused).map(nameOf).sort();
}

/** Lines about the objects that a restore has paused, and how to resume them; none if nothing is paused. */
export function describePaused(objects: readonly KubeObject[], stack: string, context: string): string[] {
  const names = pausedNames(objects);
  if (names.length === 0) return [];
  return [
    '',
    `Paused by a restore: ${names.join(', ')}`,
    `If no restore is running, '${invocation(`up ${stack}`, context)}' resumes them.`,
  ];
}
