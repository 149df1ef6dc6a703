import { Testing } from 'cdk8s';
import type { KubeObject } from '../../engine/kube/kube-object';
import { WebService } from '../../lib';
import { testStack } from './stack';

/** The objects of a stack with one workload that is exempt from the defaults. */
export function exemptObjects(): KubeObject[] {
  const stack = testStack();
  new WebService(stack, 'docs', {
    image: 'docs:1',
    port: 8000,
    exempt: { root: true, capabilities: ['SYS_CHROOT'], because: 's6-overlay starts as root' },
  });
  return Testing.synth(stack) as KubeObject[];
}
