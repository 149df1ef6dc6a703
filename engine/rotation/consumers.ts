import { Failure } from '../base/failure';
import { type KubeObject, nameOf, podTemplateOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';

/** Workloads whose pods go on for ever, and so keep the values that they have started with. */
const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'];

/**
 * The workloads of a namespace whose pods use a Secret, but for the server itself, which reads it on its first start only.
 *
 * @throws Failure if one of them takes the password but not the name that belongs to it
 */
export async function consumersOf(
  kubectl: Kubectl,
  namespace: string,
  secret: string,
  server: string,
): Promise<readonly KubeObject[]> {
  const workloads = await kubectl.list<KubeObject>(kinds, ['--namespace', namespace]);
  const found = workloads.filter(
    (workload) => nameOf(workload) !== `StatefulSet/${server}` && refersTo(workload, secret),
  );
  const halves = found.filter((workload) => takesPasswordOnly(workload, secret)).map(nameOf);
  if (halves.length > 0) {
    throw new Failure(
      `${halves.join(', ')} takes the password from Secret/${secret}, but not the user name`,
      `While a password changes, pods log in by another name: give it the key 'username' as well, or 'uri'.`,
    );
  }
  return found;
}

/** Whether pods of a workload use a Secret: by a variable, all of its keys at once, or files. */
export function refersTo(workload: KubeObject, secret: string): boolean {
  return mentions(podTemplateOf(workload)?.spec, secret);
}

function mentions(value: unknown, secret: string): boolean {
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value as Record<string, unknown>).some(([field, child]) => {
    if (field === 'secretName') return child === secret;
    const isReference = ['secretKeyRef', 'secretRef'].includes(field);
    return isReference ? (child as { name?: string }).name === secret : mentions(child, secret);
  });
}

/** Whether a container of a workload has its user name from somewhere else than its password. */
export function takesPasswordOnly(workload: KubeObject, secret: string): boolean {
  return (podTemplateOf(workload)?.spec.containers ?? []).some(({ env = [] }) => {
    const keys = env.flatMap(({ valueFrom }) => {
      const reference = valueFrom?.secretKeyRef;
      return reference?.name === secret ? [reference.key] : [];
    });
    return keys.includes('password') && !keys.includes('username');
  });
}
