import { mappingOf, text } from '../../project/values';
import { inert, mapped, refused } from '../outcome';
import { ofService, type Rule, rule, when } from '../rule';
import { object } from '../target';

const forDocker = inert('Labels of Docker are for programs that ask Docker.');

/** What says something about the project, or only to Docker. */
export const project: readonly Rule[] = [
  rule('name', ['name'], mapped(object('Namespace/{value}', 'metadata.name'))),
  rule(
    'profiles',
    ofService('profiles[]'),
    inert('The profile is active, so the service is part of the project.'),
  ),
  rule('attach', ofService('attach'), inert('It is for the terminal of `docker compose up`.')),
  rule(
    'labels',
    ofService('labels.*'),
    when(
      'routes of Traefik or Caddy',
      ({ name }) => /^(traefik|caddy)/.test(name),
      refused(
        'No proxy in the cluster reads routes in labels.',
        "Write an Ingress to the service, or a Gateway with its routes: `routes: { '/': {service} }`.",
      ),
    ),
    forDocker,
  ),
  rule(
    'annotations',
    ofService('annotations.*'),
    inert('Annotations of containers are for the runtime of Docker.'),
  ),
  rule(
    'logging.driver',
    ofService('logging.driver', 'logging.options.*'),
    when(
      'of `json-file`, `local`, `journald` or `none`',
      ({ service }) =>
        /^(json-file|local|journald|none)?$/.test(text(mappingOf(service?.spec.logging).driver)),
      inert('The kubelet keeps and rotates logs.'),
    ),
    refused(
      'Kubernetes sends logs nowhere.',
      'Install a log collector in the cluster, such as Fluent Bit: it reads the logs of all pods.',
    ),
  ),
];

/** Keys that the model does not have. */
export const resolved: readonly Rule[] = [
  rule('version', ['version'], inert('Compose ignores it.')),
  rule(
    'merged',
    ['include[].**', ...ofService('extends.**', 'env_file[].**', 'label_file[]')],
    inert('Compose has added what it names.'),
  ),
  rule(
    'rewritten',
    [
      ...['networks', 'volumes', 'configs', 'secrets'].map((section) => `${section}.*.external.name`),
      ...ofService('extra_hosts.*[]'),
    ],
    inert('Compose writes it in another form.'),
  ),
];
