import { approximated, inert, mapped, refused } from '../outcome';
import { isOneOf, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container } from '../target';

const sandbox = refused(
  'slipway has no exemption for it.',
  'Leave it out if the program runs without; else run the service outside of the cluster.',
);

const exemption = 'It is an exemption from Pod Security "restricted", which needs a reason.';

const cgroups = refused(
  'Kubernetes limits only processors and memory of a container.',
  'Use `deploy.resources`, or settings of the nodes.',
);

/** What a container may do. */
export const security: readonly Rule[] = [
  rule(
    'cap_add',
    ofService('cap_add[]'),
    when('of a privileged container', isPrivileged, inert('A privileged container has all capabilities.')),
    when(
      '`NET_BIND_SERVICE`',
      isOneOf('NET_BIND_SERVICE', 'CAP_NET_BIND_SERVICE'),
      mapped(container('securityContext.capabilities.add')),
    ),
    approximated(
      [container('securityContext.capabilities.add')],
      exemption,
      'Remove it from `exempt.capabilities` if the program runs without.',
    ),
  ),
  rule(
    'cap_drop',
    ofService('cap_drop[]'),
    when(
      'of a privileged container',
      isPrivileged,
      refused('A privileged container has all capabilities.', 'Remove `privileged`.'),
    ),
    mapped(container('securityContext.capabilities.drop')),
  ),
  rule(
    'privileged',
    ofService('privileged'),
    approximated(
      [container('securityContext.privileged')],
      exemption,
      'Name the capabilities that the program needs instead: `exempt: { capabilities: … }`.',
    ),
  ),
  rule('read_only', ofService('read_only'), mapped(container('securityContext.readOnlyRootFilesystem'))),
  rule(
    'security_opt',
    ofService('security_opt[]'),
    when(
      '`no-new-privileges`',
      ({ value }) => /^no-new-privileges([:=]true)?$/.test(value),
      mapped(container('securityContext.allowPrivilegeEscalation')),
    ),
    sandbox,
  ),
  rule(
    'devices',
    ofService('devices[].**', 'device_cgroup_rules[]'),
    refused(
      'A pod gets single devices only from a device plugin of the cluster.',
      "Install one, or write `exempt: { privileged: true, hostPaths: …, because: '…' }`, with which it has all devices.",
    ),
  ),
  rule(
    'namespaces',
    ofService('pid', 'ipc', 'uts', 'userns_mode', 'cgroup'),
    when('`private`', isOneOf('private'), inert('Each pod has its own.')),
    sandbox,
  ),
  rule(
    'use_api_socket',
    ofService('use_api_socket'),
    refused(
      'Who has the socket of the container runtime has the whole node.',
      'Use what the program has for Kubernetes, with a ServiceAccount of its own.',
    ),
  ),
];

/** Limits of the kernel. */
export const kernel: readonly Rule[] = [
  rule(
    'ulimits',
    ofService('ulimits.*', 'ulimits.*.soft', 'ulimits.*.hard'),
    refused(
      'Kubernetes has no ulimits.',
      'Set the limit of the container runtime on the nodes; most allow a million open files.',
    ),
  ),
  rule(
    'sysctls',
    ofService('sysctls.*'),
    refused('slipway has no prop for kernel parameters.', 'Set {name} on the nodes.'),
  ),
  rule('blkio_config', ofService('blkio_config.**'), cgroups),
  rule('cpuset', ofService('cpuset', 'cpu_rt_period', 'cpu_rt_runtime', 'cgroup_parent'), cgroups),
  rule('swap', ofService('memswap_limit', 'mem_swappiness'), inert('By default a pod has no swap.')),
  rule(
    'oom',
    ofService('oom_kill_disable', 'oom_score_adj'),
    refused(
      'Kubernetes chooses by requests and limits whom it ends when memory is short.',
      'Let request and limit of memory be the same for what should be ended last.',
    ),
  ),
  rule(
    'runtime',
    ofService('runtime', 'isolation', 'credential_spec.**'),
    when('`default`, `runc`', isOneOf('default', 'runc'), inert('It is the default.')),
    refused(
      'slipway has no prop for the runtime.',
      'Use nodes whose default runtime is the one that is needed.',
    ),
  ),
];

function isPrivileged({ service }: Subject): boolean {
  return service?.spec.privileged === true;
}
