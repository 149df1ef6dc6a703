import { isDisabled, localUrl } from '../../project/health-check';
import { listOf, mappingOf, text } from '../../project/values';
import { approximated, inert, inferred, mapped, refused } from '../outcome';
import { type Case, isDatabase, isJob, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container } from '../target';

const noProbe: Case = when(
  'of a service that runs once',
  isJob,
  refused(
    'A Job has no probe: it is done when it ends.',
    'Remove the health check, or let the service run on.',
  ),
);

const absent = inert(
  'The service has no health check. slipway adds probes that only connect to its port, if it has one.',
);

const disabled: Case = when(
  'with `disable: true` or the test `NONE`',
  ({ service }) => isDisabled(service?.spec.healthcheck),
  absent,
);

const ofDatabase: Case = when(
  'of a service that becomes a database of slipway',
  isDatabase,
  approximated(
    [container('readinessProbe.exec.command'), container('startupProbe.exec.command')],
    'The construct has a check of its own, which asks the server in the same way.',
  ),
);

const untested: Case = when(
  'without a `test`',
  ({ service }) => listOf(mappingOf(service?.spec.healthcheck).test).length === 0,
  refused(
    'The test is in the image, where slipway does not look.',
    'Write the test of the image into the Compose file: `docker image inspect` prints it.',
  ),
);

export const healthcheck: readonly Rule[] = [
  rule(
    'healthcheck.test',
    ofService('healthcheck.test[]'),
    noProbe,
    ofDatabase,
    disabled,
    when(
      'a command that gets a URL of the container itself',
      isHttp,
      inferred(
        [container('readinessProbe.httpGet.path'), container('startupProbe.httpGet.path')],
        'The kubelet asks the same URL, without curl or wget in the image. Ten minutes after the start without an answer the container starts again.',
      ),
    ),
    approximated(
      [container('readinessProbe.exec.command'), container('startupProbe.exec.command')],
      'The same command. If it has not succeeded ten minutes after the start, Kubernetes starts the container again; Docker only reports it.',
    ),
  ),
  rule(
    'healthcheck.interval',
    ofService('healthcheck.interval'),
    noProbe,
    ofDatabase,
    disabled,
    untested,
    mapped(container('readinessProbe.periodSeconds')),
  ),
  rule(
    'healthcheck.timeout',
    ofService('healthcheck.timeout'),
    noProbe,
    ofDatabase,
    disabled,
    untested,
    mapped(container('readinessProbe.timeoutSeconds'), container('startupProbe.timeoutSeconds')),
  ),
  rule(
    'healthcheck.retries',
    ofService('healthcheck.retries'),
    noProbe,
    ofDatabase,
    disabled,
    untested,
    mapped(container('readinessProbe.failureThreshold')),
  ),
  rule(
    'healthcheck.start_period',
    ofService('healthcheck.start_period'),
    noProbe,
    ofDatabase,
    disabled,
    untested,
    approximated(
      [container('startupProbe.failureThreshold')],
      'The startup probe may fail for so long, and for ten minutes at least. Then Kubernetes starts the container again, and Docker does not.',
    ),
  ),
  rule(
    'healthcheck.start_interval',
    ofService('healthcheck.start_interval'),
    noProbe,
    ofDatabase,
    disabled,
    untested,
    mapped(container('startupProbe.periodSeconds')),
  ),
  rule('healthcheck.disable', ofService('healthcheck.disable'), absent),
];

function isHttp({ service, project }: Subject): boolean {
  const url = localUrl(listOf(mappingOf(service?.spec.healthcheck).test).map(text));
  const ports = service && url ? project.portsOf(service) : [];
  return ports.some(({ port, protocol }) => protocol === 'TCP' && port === url?.port);
}
