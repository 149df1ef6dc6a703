import type { Container, PodSpec } from '../../imports/k8s';
import { eachContainer, eachOwner, name, owners, podOf, type Policy, templateOf } from './each-pod';
import type { Manifest } from './manifests';
import { get } from './path';

const ofRoot = ['CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'KILL', 'SETGID', 'SETUID'];

/** What a container may do, and as whom. */
export const rightsPolicies: Readonly<Record<string, Policy>> = {
  'has a read-only root file system, or is exempt': eachContainer(
    ({ securityContext }, _, owner) =>
      securityContext?.readOnlyRootFilesystem !== true && !isExempt(owner, 'writable root'),
  ),
  'has no capability and gains no privilege, or is exempt': eachContainer(
    ({ securityContext = {} }, _, owner) => {
      if (isExempt(owner, 'privileged') && securityContext.privileged) return false;
      const { add = [], drop } = securityContext.capabilities ?? {};
      const mayHave = (each: string) =>
        isExempt(owner, `capability ${each}`) || (isExempt(owner, 'root') && ofRoot.includes(each));
      const gains = securityContext.allowPrivilegeEscalation !== false;
      return String(drop) !== 'ALL' || !add.every(mayHave) || (gains && add.length === 0);
    },
  ),
  'runs as a numeric user that is not root, or is exempt': eachContainer(
    (container, pod, owner) => isRoot(container, pod) && !isExempt(owner, 'root'),
  ),
  'mounts no path of the node, or is exempt': eachOwner(({ volumes = [] }, owner) =>
    volumes.some(({ hostPath }) => hostPath && !isExempt(owner, `host path ${hostPath.path}`)),
  ),
  'gives the reason of each exemption, and has none that it does not use': eachOwner(
    (pod, owner) =>
      (annotation(owner, 'exempt') !== '') !== (annotation(owner, 'exempt-because') !== '') ||
      exemptions(owner).some((exemption) => !uses(pod, exemption)),
  ),
  'has a namespace that lets in what its pods need, and no more': (manifests) => {
    const needed = levels[Math.max(0, ...owners(manifests).map((owner) => neededBy(podOf(owner))))];
    return manifests.all
      .filter(({ kind }) => kind === 'Namespace')
      .filter(({ metadata }) => modes.some((mode) => labelOf(metadata, mode) !== needed))
      .map(name);
  },
};

function annotation(owner: Manifest, key: string): string {
  const all = get(owner, `${templateOf(owner)}.metadata.annotations`) as Record<string, string> | undefined;
  return all?.[`slipway.dev/${key}`] ?? '';
}

function exemptions(owner: Manifest): string[] {
  return annotation(owner, 'exempt').split(', ').filter(Boolean);
}

function isExempt(owner: Manifest, exemption: string): boolean {
  return exemptions(owner).includes(exemption);
}

function isRoot({ securityContext = {} }: Container, { securityContext: ofPod = {} }: PodSpec): boolean {
  const user = securityContext.runAsUser ?? ofPod.runAsUser ?? 0;
  return !(user > 0) || !(securityContext.runAsNonRoot ?? ofPod.runAsNonRoot);
}

function uses(pod: PodSpec, exemption: string): boolean {
  const [main = { name: '' }] = pod.containers;
  const { capabilities, privileged = false, readOnlyRootFilesystem } = main.securityContext ?? {};
  if (exemption === 'root') return isRoot(main, pod);
  if (exemption === 'writable root') return readOnlyRootFilesystem === false;
  if (exemption === 'privileged') return privileged;
  const used = [
    ...(capabilities?.add ?? []).map((each) => `capability ${each}`),
    ...(pod.volumes ?? []).map(({ hostPath }) => `host path ${hostPath?.path ?? ''}`),
  ];
  return used.includes(exemption) || (privileged && exemption.startsWith('capability '));
}

const modes = ['enforce', 'warn', 'audit'];

function labelOf(metadata: object, mode: string): string | undefined {
  const labels = get(metadata, 'labels') as Record<string, string> | undefined;
  return labels?.[`pod-security.kubernetes.io/${mode}`];
}

const levels = ['restricted', 'baseline', 'privileged'];

/** @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#baseline */
const inBaseline = [
  ...['AUDIT_WRITE', 'CHOWN', 'DAC_OVERRIDE', 'FOWNER', 'FSETID', 'KILL', 'MKNOD', 'NET_BIND_SERVICE'],
  ...['SETFCAP', 'SETGID', 'SETPCAP', 'SETUID', 'SYS_CHROOT'],
];

/** The index of the Pod Security Standard that a pod needs. */
function neededBy(pod: PodSpec): number {
  const containers = [...(pod.initContainers ?? []), ...pod.containers];
  const added = containers.flatMap(({ securityContext }) => securityContext?.capabilities?.add ?? []);
  const isPrivileged =
    pod.hostNetwork === true ||
    (pod.volumes ?? []).some(({ hostPath }) => hostPath) ||
    containers.some(({ securityContext }) => securityContext?.privileged) ||
    added.some((each) => !inBaseline.includes(each));
  if (isPrivileged) return 2;
  const isBaseline = containers.some(
    (container) =>
      isRoot(container, pod) ||
      container.securityContext?.allowPrivilegeEscalation !== false ||
      String(container.securityContext.capabilities?.drop) !== 'ALL',
  );
  return isBaseline || added.some((each) => each !== 'NET_BIND_SERVICE') ? 1 : 0;
}
