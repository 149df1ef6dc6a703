import { pausedReplicasAnnotation, pausedScheduleAnnotation } from '../../lib/contract';
import { type KubeObject, nameOf } from '../kube/kube-object';
import { invocation } from '../machine/invocation';

interface Scalable extends KubeObject {
  readonly spec: { readonly replicas?: number };
}

/** Whether a restore has paused an object, be it a workload or the CronJob that backs a store up. */
export function isPaused(object: KubeObject): boolean {
  const { annotations = {} } = object.metadata;
  return pausedReplicasAnnotation in annotations || pausedScheduleAnnotation in annotations;
}

/** How many pods a workload is to have again when a restore is over; undefined for one that no restore has paused. */
export function pausedReplicas({ metadata, spec }: Scalable): number | undefined {
  const noted = metadata.annotations?.[pausedReplicasAnnotation];
  // Somebody may have given it pods by hand.
  return noted === undefined || spec.replicas !== 0 ? undefined : Number(noted);
}

/** Names of what a restore has paused among objects, sorted. */
export function pausedNames(objects: readonly KubeObject[]): string[] {
  return objects.filter(isPaused).map(nameOf).sort();
}

/** Lines about what a restore has paused, and how to undo that; none if nothing is. */
export function describePaused(objects: readonly KubeObject[], stack: string, context: string): string[] {
  const names = pausedNames(objects);
  if (names.length === 0) return [];
  return [
    '',
    `Paused by a restore: ${names.join(', ')}`,
    `If no restore is running any more, '${invocation(`up ${stack}`, context)}' resumes them.`,
  ];
}
