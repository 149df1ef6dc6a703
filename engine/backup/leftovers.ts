import type { Kubectl } from '../kube/kubectl';
import { refuseWhileBusy } from './busy';
import { Paused } from './paused';

/**
 * Resumes the objects of a stack that a failed restore has left paused, and returns their names.
 *
 * @throws Failure if a restore is running
 */
export async function resumeLeftovers(kubectl: Kubectl, stack: string): Promise<readonly string[]> {
  await refuseWhileBusy(kubectl, stack, ['save', 'restore']);
  const paused = new Paused(kubectl, stack);
  await paused.resume();
  return paused.resumed;
}
