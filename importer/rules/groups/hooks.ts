import { inert, refused } from '../outcome';
import { ofService, type Rule, rule } from '../rule';

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
  rule(
    'post_start',
    ofService('post_start[].**'),
    refused(
      'slipway has no prop for commands after the start.',
      'Run the command at the start of the program, or in a service that runs once.',
    ),
  ),
  rule(
    'pre_stop',
    ofService('pre_stop[].**'),
    refused(
      'slipway has no prop for commands before the stop.',
      'Let the program do it when it gets SIGTERM.',
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
