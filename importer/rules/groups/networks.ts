import { inert, mapped, refused } from '../outcome';
import { isOneOf, type Rule, rule, when } from '../rule';
import { object } from '../target';

const clusterNetwork = inert('The network of a cluster has settings of its own.');

/** The networks of the project. */
export const networks: readonly Rule[] = [
  rule('networks.name', ['networks.*.name'], inert('The namespace takes the place of the networks.')),
  rule(
    'networks.driver',
    ['networks.*.driver'],
    when('`bridge`, `overlay`, `default`', isOneOf('', 'bridge', 'overlay', 'default'), clusterNetwork),
    refused(
      'Pods have no interface in the network of the machine.',
      'Name the `ports` of the services that others need from outside.',
    ),
  ),
  rule('networks.internal', ['networks.*.internal'], mapped(object('NetworkPolicy/{user}', 'spec.egress'))),
  rule(
    'networks.external',
    ['networks.*.external'],
    refused(
      'Services of other projects are in other namespaces, and may not connect.',
      'Allow each connection between the two projects by `connections`, or import both as one.',
    ),
  ),
  rule(
    'networks.ipam',
    ['networks.*.ipam.**'],
    when(
      'an address of a service in the network',
      ({ keys }) => keys.includes('aux_addresses'),
      refused('A pod gets another address at each start.', 'Connect by the name of the service.'),
    ),
    clusterNetwork,
  ),
  rule(
    'networks.settings',
    ['attachable', 'driver_opts.*', 'enable_ipv4', 'enable_ipv6', 'labels.*'].map(
      (key) => `networks.*.${key}`,
    ),
    clusterNetwork,
  ),
];
