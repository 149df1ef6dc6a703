import { hookOf } from '../../project/pod-settings';
import { inert, mapped, refused } from '../outcome';
import { ofService, type Rule, rule, when } from '../rule';
import { container } from '../target';

const elsewhere = 'Run the service outside of the cluster, and give others its address by a variable.';

/** Hooks, jobs and other parts that slipway has no construct for. */
export const hooks: readonly Rule[] = [
  rule(
    'pre_start',
    ofService('pre_start[].**'),
    refused(
      'slipway has no prop for containers that run before the service.',
      'Write a service that runs the command once, and wait for it with `condition: service_completed_successfully`.',
    ),
  ),
  ...[
    { key: 'post_start', field: 'lifecycle.postStart.exec.command' },
    { key: 'pre_stop', field: 'lifecycle.preStop' },
  ].map(({ key, field }) =>
    rule(
      key,
      ofService(`${key}[].**`),
      when(
        'of the only hook of its kind, with a command and nothing else',
        ({ service }) => service?.kind !== 'Job' && hookOf(service?.spec[key]) !== undefined,
        mapped(container(field)),
      ),
      refused(
        'A container of Kubernetes has one hook of the kind, which runs as the process itself does.',
        'Put the commands into one script, and let it change the user or the folder.',
      ),
    ),
  ),
  rule(
    'jobs',
    ['jobs.*.**'],
    refused(
      'slipway has no construct for jobs with triggers.',
      'Write a service that runs once, or a CronJob of cdk8s.',
    ),
  ),
  rule(
    'provider',
    ofService('provider.**'),
    refused('A provider is a program on your machine, not a container.', elsewhere),
  ),
  rule(
    'models',
    ['models.*.**', ...ofService('models.*', 'models.*.endpoint_var', 'models.*.model_var')],
    refused(
      'Docker Model Runner runs models on your machine, not in a cluster.',
      'Run a model server, and write its address into a variable.',
    ),
  ),
  rule(
    'develop',
    ofService('develop.**'),
    inert(
      'It is for development with Docker.',
      'Run `slipway up` after a change: it builds the images that have changed.',
    ),
  ),
];
