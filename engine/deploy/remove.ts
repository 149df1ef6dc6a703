import { stackPodSelector } from '../../lib/contract';
import { nameOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import type { Step } from '../progress/step';
import { deletableKinds, deleteObjects, ownedObjects } from './prune';

/** What holds data and has pods that its operator makes: they go on running, and must not be left open to all. */
const operatedKinds = ['clusters.postgresql.cnpg.io', 'poolers.postgresql.cnpg.io'];

/** Deletes all that slipway made for a stack, except what holds data, the passwords to it, and what shields it. */
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
          : `Nothing of '${stack}' was running`;
      const running = `${operated.join(', ')} goes on running, behind the NetworkPolicies of the stack`;
      done(operated.length > 0 ? `${deleted}; ${running}` : deleted);
    },
  };
}

/** Waits until the last pod of a stack has ended: databases take their time to write everything down. */
export function podsEndStep(kubectl: Kubectl, stack: string): Step {
  return {
    title: 'Wait until its pods have ended',
    halfDone: 'The stack is deleted; its pods go on ending.',
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
    halfDone: 'The cluster goes on deleting the namespace.',
    run: async ({ done }) => {
      await kubectl.run(['delete', 'namespace', stack, '--ignore-not-found']);
      done(`Deleted the stack '${stack}'${claims.length > 0 ? `, and its data: ${claims.join(', ')}` : ''}`);
    },
  };
}
