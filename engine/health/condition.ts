import type { Condition, Workload } from './snapshot';

/** The condition of that type that holds of a workload, such as the `Failed` of a Job; undefined if none does. */
export function conditionOf({ status }: Workload, wanted: string): Condition | undefined {
  return status?.conditions?.find(({ type, status: is }) => type === wanted && is === 'True');
}

/** Whether a Job has come to its end, be it a good one or not. */
export function hasEnded(job: Workload): boolean {
  return conditionOf(job, 'Complete') !== undefined || conditionOf(job, 'Failed') !== undefined;
}
