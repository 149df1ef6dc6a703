import { isAlias } from '../../project/pod-settings';
import { approximated, inert, inferred, mapped, refused } from '../outcome';
import { type Case, isDatabase, isOneOf, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { object, pod } from '../target';

const policy = object('NetworkPolicy/{service}', 'spec.egress');

const fixedAddress = refused(
  'A pod gets another address at each start.',
  'Connect by the name of the service, {service}.',
);

/** What becomes of a further name that another service uses. */
const otherNames: readonly Case[] = [
  when(
    'a name that a Service can have',
    ({ value, service, project }) => service !== undefined && isAlias(value, service, project),
    mapped(object('Service/{value}', 'metadata.name')),
  ),
];

const otherName = approximated(
  [object('Service/{service}', 'metadata.name')],
  'No Service can have this name. Where it is a host in the environment of other services, the chart has {service}.',
  'Write {service} in files and programs that use the name {value}.',
);

const noService = refused(
  'Nobody connects to a service without a port.',
  'Name its port with `expose`, or remove the name.',
);

function hasNoService({ service, project }: Subject): boolean {
  return service === undefined || service.kind === 'Job' || project.portsOf(service).length === 0;
}

/** The networks of a service. */
export const serviceNetworks: readonly Rule[] = [
  rule(
    'networks',
    ofService('networks.*'),
    inferred(
      [policy],
      'Compose lets all services of a network connect to each other; slipway only those whose chart names the other in `connectsTo`.',
    ),
  ),
  rule(
    'networks.aliases',
    ofService('networks.*.aliases[]'),
    when('the name of the service', isOwnName, inert('It is the name of the Service.')),
    when('a name that no other service uses', isUnused, inert('No other service uses it.')),
    when('of a service without ports', hasNoService, noService),
    ...otherNames,
    otherName,
  ),
  rule(
    'networks.use_service_name_alias',
    ofService('networks.*.use_service_name_alias'),
    when(
      '`false`',
      isOneOf('false'),
      refused('In the cluster a service always has its name.', 'Remove the key.'),
    ),
    mapped(object('Service/{service}', 'metadata.name')),
  ),
  rule(
    'networks.ipv4_address',
    ofService('networks.*.ipv4_address', 'networks.*.ipv6_address', 'networks.*.link_local_ips[]'),
    fixedAddress,
  ),
  rule('mac_address', ofService('mac_address', 'networks.*.mac_address'), fixedAddress),
  rule(
    'networks.interface',
    ofService(
      'networks.*.interface_name',
      'networks.*.driver_opts.*',
      'networks.*.priority',
      'networks.*.gw_priority',
    ),
    inert('A pod has one network interface, whose settings are those of the cluster.'),
  ),
  rule(
    'network_mode',
    ofService('network_mode'),
    when('`bridge`, `default`', isOneOf('bridge', 'default'), inert('Each pod has an address of its own.')),
    when('`none`', isOneOf('none'), mapped(object('NetworkPolicy/{service}', 'spec.policyTypes'))),
    when(
      '`host`',
      isOneOf('host'),
      refused(
        'slipway has no exemption for the network of a node, in which no NetworkPolicy holds.',
        'Name the `ports` of the service, and let others connect by its name.',
      ),
    ),
    refused(
      'slipway has no prop for a second container in a pod.',
      'Let the service have a network of its own, or put both programs into one image.',
    ),
  ),
];

/** Names of services and hosts. */
export const names: readonly Rule[] = [
  rule(
    'container_name',
    ofService('container_name'),
    when('the name of the service', isOwnName, inert('It is the name of the Service.')),
    when('a name that no other service uses', isUnused, inert('Pods have names of their own.')),
    when('of a service without ports', hasNoService, noService),
    ...otherNames,
    otherName,
  ),
  rule(
    'hostname',
    ofService('hostname'),
    when('the name of the service', isOwnName, inert('It is the name of the Service.')),
    when(
      'of a service that becomes a database of slipway',
      isDatabase,
      inert('The server does not ask for it.'),
    ),
    when(
      'of another database or a broker',
      ({ service }) => service?.kind === 'StatefulSet',
      refused(
        'A StatefulSet gives each pod its host name, such as {service}-0.',
        'Tell the program its name by a variable or an argument, if it needs one.',
      ),
    ),
    when(
      'a name without a domain',
      ({ value }) => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(value),
      mapped(pod('hostname')),
    ),
    when(
      'a name that no other service uses',
      isUnused,
      refused(
        'A pod has no host name with a domain, so a program sees the name of its pod.',
        'Tell the program its name by a variable or an argument, if it needs one.',
      ),
    ),
    when('of a service without ports', hasNoService, noService),
    otherName,
  ),
  rule(
    'domainname',
    ofService('domainname'),
    refused(
      'In the cluster the domain of a service is that of its namespace.',
      'Tell the program its domain by a variable or an argument, if it needs one.',
    ),
  ),
  rule(
    'links',
    ofService('links[]'),
    when(
      'with another name than that of the service',
      ({ value }) => /^([^:]+):(?!\1$)/.test(value),
      refused('In the cluster a service has one name.', 'Use the name of the service, without an alias.'),
    ),
    mapped(object('NetworkPolicy/{service}', 'spec.egress')),
  ),
  rule(
    'external_links',
    ofService('external_links[]'),
    refused(
      'Containers of other Compose projects are not in the cluster.',
      'Launch the other project too, and allow the connection: `connections.allowTo…`.',
    ),
  ),
  rule(
    'extra_hosts',
    ofService('extra_hosts[]'),
    when(
      '`host-gateway`',
      ({ value }) => value.includes('host-gateway'),
      refused(
        'A pod does not run on your machine.',
        'Let the program connect to a service of the cluster, or to a host name.',
      ),
    ),
    mapped(pod('hostAliases')),
  ),
  rule(
    'dns',
    ofService('dns[]', 'dns_search[]', 'dns_opt[]'),
    when('empty', isOneOf(''), inert('It is empty.')),
    approximated(
      [pod('dnsConfig')],
      'Pods ask the name server of the cluster first, which knows the services.',
    ),
  ),
];

function isOwnName({ value, service }: Subject): boolean {
  return value === service?.name;
}

function isUnused({ value, service, project }: Subject): boolean {
  return !project.others.name(value, service?.name ?? '');
}
