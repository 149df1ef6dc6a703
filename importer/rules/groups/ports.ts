import { type Publication, publicationOf } from '../../project/publication';
import { approximated, inert, inferred, mapped, refused } from '../outcome';
import { isJob, isOneOf, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container, object, pod } from '../target';

const noService = refused(
  'A service that runs once is a Job, which nobody connects to.',
  'Remove the port, or let the service run on.',
);

const servicePort = 'spec.ports[port={target}]';

/** By it a process that is not root may listen below 1024. */
const everyPort = pod('securityContext.sysctls[name=net.ipv4.ip_unprivileged_port_start]');

/** What a service listens on, in the cluster and from outside. */
export const ports: readonly Rule[] = [
  rule(
    'ports.target',
    ofService('ports[].target'),
    when('of a service that runs once', isJob, noService),
    when(
      'below 1024',
      ({ value }) => Number(value) < 1024,
      mapped(
        container('ports[containerPort={target}].containerPort'),
        object('Service/{service}', `${servicePort}.targetPort`),
        everyPort,
      ),
    ),
    mapped(
      container('ports[containerPort={target}].containerPort'),
      object('Service/{service}', `${servicePort}.targetPort`),
    ),
  ),
  rule(
    'ports.published',
    ofService('ports[].published'),
    when('of a service that runs once', isJob, noService),
    when(
      'with a `host_ip` of this machine only',
      is('local'),
      inert(
        'Only this machine could connect.',
        '`kubectl port-forward service/{service} {published}:{target}` opens the port on this machine, if it is TCP.',
      ),
    ),
    when(
      'UDP, SCTP, or a port of a protocol other than HTTP, such as 22 or 5432',
      is('stream'),
      inferred(
        [object('Service/{service}-published', 'spec.ports[port={published}].port')],
        'The port does not speak HTTP, so it needs a load balancer of its own.',
      ),
    ),
    when(
      'HTTPS, such as 443, of a service with a port for HTTP',
      is('tls'),
      approximated(
        [object('Ingress/{service}-ingress', 'spec.tls[0].secretName')],
        'The Ingress terminates TLS for the host of the service, and asks its port for HTTP.',
        'Publish the port by `PublishedPorts` if the server must terminate TLS itself.',
      ),
    ),
    when(
      'the first other port of the service',
      is('page'),
      inferred(
        [object('Ingress/{service}-ingress', 'spec.rules[0].http.paths[0].backend.service.port.number')],
        'A published TCP port speaks HTTP mostly. It has a host name instead of the port {published}.',
        'Use `PublishedPorts` if it does not speak HTTP.',
      ),
    ),
    inferred(
      [
        object(
          'Ingress/{service}-{target}-ingress',
          'spec.rules[0].http.paths[0].backend.service.port.number',
        ),
      ],
      'A published TCP port speaks HTTP mostly. As a second one of its service it has a host name of its own.',
      'Use `PublishedPorts` if it does not speak HTTP, or remove it if nobody outside needs it.',
    ),
  ),
  rule(
    'ports.protocol',
    ofService('ports[].protocol'),
    when('of a service that runs once', isJob, noService),
    when('`tcp`', isOneOf('tcp'), mapped(object('Service/{service}', `${servicePort}.port`))),
    mapped(object('Service/{service}', `${servicePort}.protocol`)),
  ),
  rule(
    'ports.host_ip',
    ofService('ports[].host_ip'),
    when('all addresses', isOneOf('', '0.0.0.0', '::'), inert('It is the default.')),
    when(
      'an address of this machine only',
      is('local'),
      inert('The port is not published, so it needs no address.'),
    ),
    refused(
      'A cluster has no addresses of this machine.',
      'Choose the address at the load balancer or in DNS.',
    ),
  ),
  rule(
    'ports.mode',
    ofService('ports[].mode'),
    inert('Docker Compose publishes a port in the same way in each mode.'),
  ),
  rule(
    'ports.name',
    ofService('ports[].name'),
    when('of a service that runs once', isJob, noService),
    when(
      'a name of at most 15 lower-case letters, digits and `-`',
      ({ value }) => /^(?=.*[a-z])[a-z0-9]([a-z0-9-]{0,13}[a-z0-9])?$/.test(value),
      mapped(object('Service/{service}', `${servicePort}.name`)),
    ),
    approximated(
      [object('Service/{service}', `${servicePort}.name`)],
      'A port of Kubernetes has a name of at most 15 lower-case letters, digits and `-`, so it is shortened.',
    ),
  ),
  rule(
    'ports.app_protocol',
    ofService('ports[].app_protocol'),
    inert('Only some load balancers read it, and those of slipway do not.'),
  ),
  rule(
    'expose',
    ofService('expose[]'),
    when('of a service that runs once', isJob, noService),
    when(
      'a range of ports',
      ({ value }) => value.includes('-'),
      refused('A Service of Kubernetes has no ranges of ports.', 'Write each port.'),
    ),
    mapped(
      container('ports[containerPort={number}].containerPort'),
      object('Service/{service}', 'spec.ports[port={number}].targetPort'),
    ),
  ),
];

function is(publication: Publication): (subject: Subject) => boolean {
  return ({ parent, service }) => service !== undefined && publicationOf(parent, service) === publication;
}
