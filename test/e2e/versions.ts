import type { DeployedStack } from './deployed-stack';

// Pods are told apart by their uid alone: the rest of them is the kubelet's business.
const kinds = 'deployment,statefulset,job,service,ingress,networkpolicy,pdb,configmap,secret,pvc';

/** The version of each object of a stack, by `Kind/name`: an object that is changed or replaced gets another one. */
export async function versions(stack: DeployedStack): Promise<Readonly<Record<string, string>>> {
  const [objects, pods] = await Promise.all([stack.get(kinds), stack.pods()]);
  return Object.fromEntries([
    ...objects.map(({ kind, metadata: { name, uid = '', generation, resourceVersion = '' } }) => [
      `${kind}/${name}`,
      // The resourceVersion of what has a generation also counts changes of its status.
      `${uid} ${generation === undefined ? `version ${resourceVersion}` : `generation ${generation}`}`,
    ]),
    ...pods.map(({ metadata: { name, uid = '' } }) => [`Pod/${name}`, uid]),
  ]) as Record<string, string>;
}
