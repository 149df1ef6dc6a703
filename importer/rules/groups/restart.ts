import { approximated, inert, mapped, refused } from '../outcome';
import { isJob, isOneOf, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { pod, workload } from '../target';

const always = approximated(
  [workload('kind')],
  'A service whose pods others connect to is started again, whatever it ends with.',
  'Let another service wait with `condition: service_completed_successfully` if it runs once.',
);

/** Whether and how often a container starts again. */
export const restart: readonly Rule[] = [
  rule(
    'restart',
    ofService('restart'),
    when('`always`, `unless-stopped`', isOneOf('always', 'unless-stopped'), mapped(workload('kind'))),
    when(
      'of a service that runs once, with a number of attempts',
      hasAttempts,
      mapped(workload('spec.backoffLimit')),
    ),
    when('of a service that runs once', isJob, mapped(pod('restartPolicy'))),
    always,
  ),
  rule(
    'deploy.restart_policy',
    ofService('deploy.restart_policy.condition'),
    when('`any`', isOneOf('any'), mapped(workload('kind'))),
    when('of a service that runs once', isJob, mapped(pod('restartPolicy'))),
    always,
  ),
  rule(
    'deploy.restart_policy.max_attempts',
    ofService('deploy.restart_policy.max_attempts'),
    when('of a service that runs once', isJob, mapped(workload('spec.backoffLimit'))),
    refused(
      'Kubernetes starts the containers of a server again without limit.',
      'Watch the alert of pods that crash instead: `new Monitoring(…)`.',
    ),
  ),
  rule(
    'deploy.restart_policy.delay',
    ofService('deploy.restart_policy.delay', 'deploy.restart_policy.window'),
    inert('Kubernetes has delays of its own, from 10 s to 5 min, and resets them after 10 min.'),
  ),
];

function hasAttempts(subject: Subject): boolean {
  return isJob(subject) && /^on-failure:\d+$/.test(subject.value);
}
