import type { Kubectl } from '../kube/kubectl';
import type { KubeObject } from '../kube/kube-object';
import { isPaused } from '../health/paused';
import { refuseWhileBusy } from './busy';
import { Paused } from './paused';

/**
 * Resumes what a restore that came to a bad end has left paused in a stack; gives the names.
 *
 * @param live what the stack has in the cluster
 * @throws Failure if a restore is running
 */
export async function resumeLeftovers(
  kubectl: Kubectl,
  stack: string,
  live: readonly KubeObject[],
): Promise<readonly string[]> {
  if (!live.some(isPaused)) return [];
  await refuseWhileBusy(kubectl, stack, ['save', 'restore']);
  const paused = new Paused(kubectl, stack);
  await paused.resume();
  return paused.resumed;
}
