import type { Condition, Workload } from './snapshot';

/** The condition of that type, such as `Failed` of a Job, if its status is True; otherwise undefined. */
export function conditionOf({ status }: Workload, wanted: string): Condition | undefined {
  return status?.conditions?.find(({ type, status: is }) => type === wanted && is === 'True');
}

/** Whether a Job has ended, with success or not. */
export function hasEnded(job: Workload): boolean {
  return conditionOf(job, 'Complete') !== undefined || conditionOf(job, 'Failed') !== undefined;
}
