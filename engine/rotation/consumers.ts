import { Failure } from '../base/failure';
import { type KubeObject, nameOf, podTemplateOf } from '../kube/kube-object';
import type { Kubectl } from '../kube/kubectl';
import { secretReferences } from '../kube/secret-references';

/** Kinds whose pods run forever, and so keep the values that they have read at their start. */
const kinds = ['Deployment', 'StatefulSet', 'DaemonSet'];

/**
 * The workloads of a namespace whose pods use a Secret, without the server itself, which reads it only at its first
 * start.
 *
 * @throws Failure if one of them reads the password from the Secret, but not the user name
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
      `${halves.join(', ')} reads the password from Secret/${secret}, but not the user name`,
      `During a rotation pods log in with another user name: let it read the key 'username' too, or the key 'uri'.`,
    );
  }
  return found;
}

/** Whether pods of a workload use a Secret: as a variable, as a set of variables, or as files. */
export function refersTo(workload: KubeObject, secret: string): boolean {
  return secretReferences(workload).some((reference) => reference.secret === secret);
}

/** Whether a container of a workload, also one that runs before or beside it, reads the password from the Secret, as a variable or a file, but not the user name. */
export function takesPasswordOnly(workload: KubeObject, secret: string): boolean {
  const { containers = [], initContainers = [], volumes = [] } = podTemplateOf(workload)?.spec ?? {};
  return [...containers, ...initContainers].some(({ env = [], volumeMounts = [] }) => {
    const mounted = new Set(volumeMounts.map(({ name }) => name));
    const keys = [
      ...env.flatMap(({ valueFrom }) => {
        const reference = valueFrom?.secretKeyRef;
        return reference?.name === secret ? [reference.key] : [];
      }),
      ...volumes.flatMap(({ name, secret: files }) =>
        mounted.has(name) && files?.secretName === secret ? (files.items ?? []).map(({ key }) => key) : [],
      ),
    ];
    return keys.includes('password') && !keys.includes('username');
  });
}
