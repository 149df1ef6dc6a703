import { stackPodSelector } from '../../lib/contract';
import { nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import type { Step } from '../progress/step';
import { deletableKinds, deleteObjects, ownedObjects } from './prune';

/** Kinds with data whose operator creates the pods. The pods keep running, so their NetworkPolicies must stay. */
const operatedKinds = ['clusters.postgresql.cnpg.io', 'poolers.postgresql.cnpg.io'];

/** Deletes the objects of a stack, except data, its passwords, and NetworkPolicies that still protect it. */
export function deleteObjectsStep(kubectl: Kubectl, stack: string): Step {
  return {
    title: `Delete the stack '${stack}'`,
    halfDone: `Some objects of the stack are deleted, others not.`,
    run: async ({ done }) => {
      const operated = (await kubectl.listKnown(operatedKinds, ['--namespace', stack])).map(nameOf);
      const kept = operated.length > 0 ? ['Secret', 'NetworkPolicy'] : ['Secret'];
      const kinds = deletableKinds.filter((kind) => !kept.includes(kind));
      const objects = await ownedObjects(kubectl, stack, kinds);
      await deleteObjects(kubectl, stack, objects);
      const deleted =
        objects.length > 0
          ? `Deleted ${objects.length} objects of '${stack}'`
          : `No object of '${stack}' to delete`;
      const running = `${operated.join(', ')} keeps running, and the NetworkPolicies of the stack stay`;
      done(operated.length > 0 ? `${deleted}; ${running}` : deleted);
    },
  };
}

/** Waits until the last pod of a stack has ended. Databases need time to write their data. */
export function podsEndStep(kubectl: Kubectl, stack: string): Step {
  return {
    title: 'Wait until its pods have ended',
    halfDone: 'The stack is deleted, and its pods are ending.',
    run: async ({ done }) => {
      const pods = ['pod', '--namespace', stack, '--selector', stackPodSelector(stack)];
      await kubectl.run(['wait', '--for=delete', ...pods, '--timeout=5m']);
      done('Its pods have ended');
    },
  };
}

/** Deletes the namespace of a stack, with everything in it. */
export function deleteNamespaceStep(kubectl: Kubectl, stack: string, claims: readonly string[]): Step {
  return {
    title: `Delete the namespace ${stack} with everything in it`,
    halfDone: 'The cluster continues to delete the namespace.',
    run: async ({ done }) => {
      await kubectl.run(['delete', 'namespace', stack, '--ignore-not-found']);
      done(`Deleted the stack '${stack}'${claims.length > 0 ? `, and its data: ${claims.join(', ')}` : ''}`);
    },
  };
}
