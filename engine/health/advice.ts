import type { StackRef } from '../base/stack-ref';
import { roleOf } from '../kube/backup-role';
import { invocation } from '../machine/invocation';
import type { Trouble } from './trouble';

/** The trouble that the others most likely come from. */
export function rootOf(troubles: readonly Trouble[]): Trouble | undefined {
  const weight = ({ reason }: Trouble): number =>
    reason === 'WaitsFor' ? 2 : ['NotReady', 'NotHealthy'].includes(reason) ? 1 : 0;
  return [...troubles].sort((a, b) => weight(a) - weight(b))[0];
}

/** What to do about a trouble, as whole sentences. */
export function adviceOn(trouble: Trouble, stack: StackRef, context: string): string {
  const rule = rules.find(
    ({ reasons, message }) => reasons.includes(trouble.reason) && (message?.test(trouble.message) ?? true),
  );
  return rule ? rule.advice(trouble, stack, context) : 'The message above says what to change.';
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

// The first that fits is used.
const rules: readonly Rule[] = [
  {
    reasons: imageReasons,
    message:
      /no such host|i\/o timeout|connection refused|TLS handshake|network is unreachable|server misbehaving/,
    advice: ({ pod, container }) =>
      `The node can't reach the registry of ${imageOf(pod, container)}: check the network, or pull the image here ('docker pull'), from where 'npx slipway up' loads it into a kind cluster.`,
  },
  {
    reasons: imageReasons,
    advice: ({ pod, container }, stack) =>
      `The node can't get the image ${imageOf(pod, container)}: check its name and tag in ${stack.files.chart}. One that is built here needs a service with 'build:' and exactly that 'image:' in ${stack.files.compose ?? 'the Compose file of the stack'}; one from a private registry needs a login on the cluster.`,
  },
  {
    reasons: ['CreateContainerConfigError', 'FailedMount'],
    message: /secret|configmap/i,
    advice: (_, stack) =>
      `Create the Secret or ConfigMap that the message names, in the namespace ${stack.name}; in an environment with secrets: 'existing' slipway makes none.`,
  },
  {
    reasons: ['OOMKilled'],
    advice: ({ pod }, stack) =>
      `The container needs more memory than its limit: raise 'resources' of the ${pod && roleOf(pod) ? 'Backups' : 'service'} in ${stack.files.chart}.`,
  },
  {
    reasons: ['StartError', 'ContainerCannotRun'],
    advice: ({ container = '' }, stack) =>
      `The container '${container}' can't be started: correct its command in ${stack.files.chart}, or the image.`,
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
      `The container '${container}' does not keep running: its log says why. Correct the image or its settings in ${stack.files.folder}, and repeat the command.`,
  },
  {
    reasons: ['JobFailed'],
    advice: (_, stack, context) =>
      `Its log says why ('${invocation(`logs ${stack.name}`, context)}'). Correct it, and repeat the command, which runs it again.`,
  },
  {
    reasons: ['Unschedulable'],
    message: /unbound|persistentvolumeclaim|volume node affinity/i,
    advice: () =>
      `The volume can't be provided: 'kubectl get storageclass' must list a default class that the cluster can make volumes of.`,
  },
  {
    reasons: ['Unschedulable', 'Evicted'],
    advice: () =>
      `No node has room for the pod: give the nodes (or Docker) more memory and processors, stop other stacks with 'npx slipway down <stack>', or lower the resources of the environment.`,
  },
  {
    reasons: ['FailedCreate'],
    message: /exceeded quota/,
    advice: () =>
      `The pods would exceed the ResourceQuota of the namespace: raise 'quota' in the environment.`,
  },
  {
    reasons: ['FailedCreate'],
    message: /violates PodSecurity/,
    advice: () =>
      `The cluster refuses the pod by Pod Security: correct the fields of the security context that it names.`,
  },
  {
    reasons: ['FailedMount'],
    advice: () =>
      `The node can't mount a volume of the pod: 'kubectl get volumeattachments' shows whether another node still has it.`,
  },
  {
    reasons: ['NotReady'],
    advice: ({ container = '' }, stack, context) =>
      `The container '${container}' runs, but its readiness check does not succeed: the events say how it fails, the log most likely why ('${invocation(`logs ${stack.name}`, context)}'). If it only needs longer, repeat the command with a longer --timeout.`,
  },
  {
    reasons: ['NotHealthy'],
    advice: ({ workload }, stack) =>
      `CloudNativePG brings it up: see what it says of it ('kubectl -n ${stack.name} describe ${workload.toLowerCase()}'), and whether it runs ('kubectl -n cnpg-system get pods'). If it only needs longer, repeat the command with a longer --timeout.`,
  },
  {
    reasons: ['Absent'],
    advice: () =>
      `The Deployment of a pooler is CloudNativePG's to make: see whether it runs ('kubectl -n cnpg-system get pods'). Anything else was deleted meanwhile: repeat the command.`,
  },
  {
    reasons: ['WaitsFor'],
    advice: ({ message }, stack, context) =>
      `It starts as soon as ${message} is ready: '${invocation(`status ${stack.name}`, context)}' shows whether it is.`,
  },
];

function imageOf(pod: Trouble['pod'], container: string | undefined): string {
  const statuses = [...(pod?.status?.initContainerStatuses ?? []), ...(pod?.status?.containerStatuses ?? [])];
  return statuses.find(({ name }) => name === container)?.image ?? 'of the container';
}
