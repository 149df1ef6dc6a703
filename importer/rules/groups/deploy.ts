import { isOwn, isShared } from '../../project/mount';
import { gpusOf, nodeLabel } from '../../project/pod-settings';
import { mappingOf } from '../../project/values';
import { approximated, inert, mapped, refused } from '../outcome';
import { type Case, isJob, isOneOf, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container, pod, workload } from '../target';

const replicas: readonly Case[] = [
  when(
    '`1` of a service that runs once',
    (subject) => isJob(subject) && subject.value === '1',
    inert('A Job runs once.'),
  ),
  when('`1`', isOneOf('1'), mapped(workload('spec.replicas'))),
  when(
    'of a database or a broker, of a service that runs once, or with a volume of its own',
    ({ service }) => service?.kind !== 'Deployment' || service.hasOwnVolume,
    refused(
      'Two pods would write to one volume, or do the same work twice.',
      'Leave it at one, or use the replication that the program has.',
    ),
  ),
];

const noPlacement = refused(
  'A node selector of Kubernetes only asks for labels. slipway spreads the pods of a service over the nodes that have them.',
  'Label the nodes, and write `nodeSelector`, or use taints that keep other pods away from special nodes.',
);

const rollout = inert(
  'slipway starts new pods first, and stops old ones one by one when new ones are ready.',
);

/** How a service is deployed. */
export const deploy: readonly Rule[] = [
  rule('replicas', ofService('scale', 'deploy.replicas'), ...replicas, mapped(workload('spec.replicas'))),
  rule(
    'deploy.mode',
    ofService('deploy.mode'),
    when('`replicated`', isOneOf('', 'replicated'), inert('It is the default.')),
    when('`replicated-job`', isJob, mapped(workload('kind'))),
    refused(
      'slipway has no construct for a pod on each node.',
      'Install such agents with their own charts, beside the stack.',
    ),
  ),
  rule(
    'deploy.endpoint_mode',
    ofService('deploy.endpoint_mode'),
    when('`vip`', isOneOf('vip'), inert('A Service has one address for all pods.')),
    refused(
      'The name of a service leads to one address for all pods.',
      'Leave the balancing to the Service.',
    ),
  ),
  rule(
    'deploy.placement.constraints',
    ofService('deploy.placement.constraints[]'),
    when(
      'the equality of a label, the host name or the platform of a node',
      ({ value }) => nodeLabel(value) !== undefined,
      mapped(pod('nodeSelector')),
    ),
    noPlacement,
  ),
  rule('deploy.placement', ofService('deploy.placement.**'), noPlacement),
  rule(
    'deploy.update_config.order',
    ofService('deploy.update_config.order'),
    when('of a service that runs once', isJob, inert('A Job is not updated.')),
    when(
      '`start-first` of a service without a volume',
      (subject) => subject.value === 'start-first' && hasNoVolume(subject),
      mapped(workload('spec.strategy.rollingUpdate.maxSurge')),
    ),
    when(
      '`start-first`',
      isOneOf('start-first'),
      refused(
        'The pods of a service with a volume, and of a database or a broker, are replaced one by one.',
        'Keep the data in a database if the service must answer during an update.',
      ),
    ),
    when(
      '`stop-first` of a database or a broker',
      ({ service }) => service?.kind === 'StatefulSet',
      mapped(workload('spec.updateStrategy.type')),
    ),
    when(
      '`stop-first` of a service with one pod',
      ({ service }) => !(Number(mappingOf(service?.spec.deploy).replicas ?? 1) > 1),
      mapped(workload('spec.strategy.type')),
    ),
    refused(
      'slipway starts new pods first, so that no request fails.',
      'Leave `replicas` at one if the old and the new version must not run at once.',
    ),
  ),
  rule('deploy.update_config', ofService('deploy.update_config.**'), rollout),
  rule(
    'deploy.rollback_config',
    ofService('deploy.rollback_config.**'),
    inert('`slipway up` rolls back to the release before, if the new one does not become ready.'),
  ),
  rule(
    'deploy.labels',
    ofService('deploy.labels.*'),
    inert('Labels of Swarm are for programs that ask Docker.'),
  ),
];

const noDevices = refused(
  'slipway knows the device plugin of NVIDIA only.',
  'Run the service outside of the cluster, and let others connect to its address.',
);

/** Processors and memory. */
export const resources: readonly Rule[] = [
  rule(
    'limits.cpus',
    ofService('deploy.resources.limits.cpus', 'cpus'),
    mapped(container('resources.limits.cpu')),
  ),
  rule(
    'limits.memory',
    ofService('deploy.resources.limits.memory', 'mem_limit'),
    mapped(container('resources.limits.memory')),
  ),
  rule(
    'reservations.cpus',
    ofService('deploy.resources.reservations.cpus'),
    mapped(container('resources.requests.cpu')),
  ),
  rule(
    'reservations.memory',
    ofService('deploy.resources.reservations.memory', 'mem_reservation'),
    mapped(container('resources.requests.memory')),
  ),
  rule(
    'limits.pids',
    ofService('deploy.resources.limits.pids', 'pids_limit'),
    refused('Kubernetes limits processes for whole nodes only.', 'Set `podPidsLimit` of the kubelet.'),
  ),
  rule(
    'devices',
    ofService('deploy.resources.reservations.devices[].**', 'gpus[].**'),
    when(
      'of GPUs of NVIDIA',
      ({ service }) => service !== undefined && gpusOf(service) > 0,
      approximated(
        [container('resources.limits[nvidia.com/gpu]')],
        'The nodes need the device plugin of NVIDIA. All GPUs of a machine become one.',
      ),
    ),
    noDevices,
  ),
  rule('generic_resources', ofService('deploy.resources.reservations.generic_resources[].**'), noDevices),
  rule(
    'cpu_shares',
    ofService('cpu_shares', 'cpu_percent', 'cpu_count', 'cpu_quota', 'cpu_period'),
    approximated(
      [container('resources.requests.cpu')],
      'Kubernetes knows processors only as a request and a limit, so the default stays.',
      'Write `cpus`, or `deploy.resources`.',
    ),
  ),
];

function hasNoVolume({ service, project }: Subject): boolean {
  if (service?.kind !== 'Deployment') return false;
  return !project.mountsOf(service).some((mount) => isOwn(mount) || isShared(mount));
}
