import type { StackRef } from '../base/stack-ref';
import { roleOf } from '../kube/backup-role';
import { invocation } from '../machine/invocation';
import type { Trouble } from './trouble';

/** The trouble that most likely causes the others. */
export function rootOf(troubles: readonly Trouble[]): Trouble | undefined {
  const weight = ({ reason }: Trouble): number =>
    reason === 'WaitsFor' ? 2 : ['NotReady', 'NotHealthy'].includes(reason) ? 1 : 0;
  return [...troubles].sort((a, b) => weight(a) - weight(b))[0];
}

/** How to fix a trouble, as whole sentences. */
export function adviceOn(trouble: Trouble, stack: StackRef, context: string): string {
  const rule = rules.find(
    ({ reasons, message }) => reasons.includes(trouble.reason) && (message?.test(trouble.message) ?? true),
  );
  return rule ? rule.advice(trouble, stack, context) : 'Read the message above, and correct what it names.';
}

interface Rule {
  readonly reasons: readonly string[];
  readonly message?: RegExp;
  readonly advice: (trouble: Trouble, stack: StackRef, context: string) => string;
}

const imageReasons = [
  'ErrImagePull',
  'ImagePullBackOff',
  'InvalidImageName',
  'ErrImageNeverPull',
  'ImageInspectError',
];

// The first rule that matches is used.
const rules: readonly Rule[] = [
  {
    reasons: imageReasons,
    message:
      /no such host|i\/o timeout|connection refused|TLS handshake|network is unreachable|server misbehaving/,
    advice: ({ pod, container }) =>
      `The node can't reach the registry of ${imageOf(pod, container)}. Check the network, or pull the image on this machine ('docker pull'): 'npx slipway up' loads it into a kind cluster.`,
  },
  {
    reasons: imageReasons,
    advice: ({ pod, container }, stack) =>
      `The node can't get the image ${imageOf(pod, container)}. Check its name and tag in ${stack.files.chart}. An image of your own needs a service with 'build:' and exactly that 'image:' in ${stack.files.compose ?? 'the Compose file of the stack'}. An image in a private registry needs a login on the cluster.`,
  },
  {
    reasons: ['CreateContainerConfigError', 'FailedMount'],
    message: /secret|configmap/i,
    advice: (_, stack) =>
      `Create the Secret or ConfigMap that the message names, in the namespace ${stack.name}. In an environment with secrets: 'existing' slipway creates no Secrets.`,
  },
  {
    reasons: ['OOMKilled'],
    advice: ({ pod }, stack) =>
      `The container needs more memory than its limit. Raise 'resources' of the ${pod && roleOf(pod) ? 'Backups' : 'service'} in ${stack.files.chart}.`,
  },
  {
    reasons: ['StartError', 'ContainerCannotRun'],
    advice: ({ container = '' }, stack) =>
      `The container '${container}' can't be started. Correct its command in ${stack.files.chart}, or the image.`,
  },
  {
    reasons: [
      'CrashLoopBackOff',
      'Error',
      'RunContainerError',
      'CreateContainerError',
      'CreateContainerConfigError',
    ],
    advice: ({ container = '' }, stack) =>
      `The container '${container}' does not keep running; its log says why. Correct the image or its settings in ${stack.files.folder}, and repeat the command.`,
  },
  {
    reasons: ['JobFailed'],
    advice: (_, stack, context) =>
      `Its log says why ('${invocation(`logs ${stack.name}`, context)}'). Correct the cause, and repeat the command: it runs the Job again.`,
  },
  {
    reasons: ['Unschedulable'],
    message: /unbound|persistentvolumeclaim|volume node affinity/i,
    advice: () =>
      `The cluster can't provide the volume. 'kubectl get storageclass' must list a default StorageClass that works.`,
  },
  {
    reasons: ['Unschedulable'],
    message: /pod affinity rules/,
    advice: () =>
      `Its pods share a volume that one node at a time can mount, and that node has no room for the pod, or is closed or lost. Give the node more memory and processors, or open it ('kubectl uncordon'). With 'sharedStorageClass' in the environment, the pods of a new volume run on any node.`,
  },
  {
    reasons: ['Unschedulable', 'Evicted'],
    advice: () =>
      `No node has enough free memory or processor time for the pod. Give the nodes (or Docker) more, stop other stacks with 'npx slipway down <stack>', or lower the resources of the environment.`,
  },
  {
    reasons: ['FailedCreate'],
    message: /exceeded quota/,
    advice: () =>
      `The pods would exceed the ResourceQuota of the namespace. Raise 'quota' in the environment.`,
  },
  {
    reasons: ['FailedCreate'],
    message: /violates PodSecurity/,
    advice: () =>
      `The pod violates Pod Security. Correct the fields of its security context that the message names.`,
  },
  {
    reasons: ['FailedMount'],
    advice: () =>
      `The node can't mount a volume of the pod. Check with 'kubectl get volumeattachments' whether another node still has the volume.`,
  },
  {
    reasons: ['NotReady'],
    advice: ({ container = '' }, stack, context) =>
      `The container '${container}' runs, but its readiness probe fails. The events say how it fails; the log may say why ('${invocation(`logs ${stack.name}`, context)}'). If it only needs more time, repeat the command with a longer --timeout.`,
  },
  {
    reasons: ['NotHealthy'],
    advice: ({ workload }, stack) =>
      `CloudNativePG starts it. Check its status ('kubectl -n ${stack.name} describe ${workload.toLowerCase()}'), and that the operator runs ('kubectl -n cnpg-system get pods'). If it only needs more time, repeat the command with a longer --timeout.`,
  },
  {
    reasons: ['Absent'],
    advice: () =>
      `CloudNativePG creates the Deployment of a pooler: check that the operator runs ('kubectl -n cnpg-system get pods'). Any other object was deleted meanwhile: repeat the command.`,
  },
  {
    reasons: ['WaitsFor'],
    advice: ({ message }, stack, context) =>
      `It starts when ${message} is ready. '${invocation(`status ${stack.name}`, context)}' shows the state of ${message}.`,
  },
];

function imageOf(pod: Trouble['pod'], container: string | undefined): string {
  const statuses = [...(pod?.status?.initContainerStatuses ?? []), ...(pod?.status?.containerStatuses ?? [])];
  return statuses.find(({ name }) => name === container)?.image ?? 'of the container';
}
