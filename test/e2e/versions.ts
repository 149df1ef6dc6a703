import type { DeployedStack } from './deployed-stack';

// Pods and claims are told apart by their uid alone: the rest is the business of the kubelet, and of who binds volumes.
const kinds = 'deployment,statefulset,cronjob,job,service,ingress,networkpolicy,pdb,configmap,secret';

/** The version of each object of a stack, by `Kind/name`: an object that is changed or replaced gets another one. */
export async function versions(stack: DeployedStack): Promise<Readonly<Record<string, string>>> {
  const [objects, claims, pods] = await Promise.all([stack.get(kinds), stack.get('pvc'), stack.pods()]);
  return Object.fromEntries([
    ...objects.map(({ kind, metadata: { name, uid = '', generation, resourceVersion = '' } }) => [
      `${kind}/${name}`,
      // The resourceVersion of what has a generation also counts changes of its status.
      `${uid} ${generation === undefined ? `version ${resourceVersion}` : `generation ${generation}`}`,
    ]),
    ...claims.map(({ metadata: { name, uid = '' } }) => [`PersistentVolumeClaim/${name}`, uid]),
    ...pods.map(({ metadata: { name, uid = '' } }) => [`Pod/${name}`, uid]),
  ]) as Record<string, string>;
}
