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

const disabled: Case = when(
  'with `disable: true` or the test `NONE`',
  ({ service }) => isDisabled(service?.spec.healthcheck),
  inert('The service has no health check.'),
);

const ofDatabase: Case = when(
  'of a service that becomes a `Postgres` or a `Redis`',
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
  rule('healthcheck.disable', ofService('healthcheck.disable'), inert('The service has no health check.')),
];

/** Whether a health check says that there is none. */
export function isDisabled(healthcheck: Parameters<typeof mappingOf>[0]): boolean {
  const { disable, test } = mappingOf(healthcheck);
  return disable === true || text(listOf(test)[0]) === 'NONE';
}

function isHttp({ service, project }: Subject): boolean {
  const url = localUrl(listOf(mappingOf(service?.spec.healthcheck).test).map(text));
  const ports = service && url ? project.portsOf(service) : [];
  return ports.some(({ port, protocol }) => protocol === 'TCP' && port === url?.port);
}

/** The URL that curl or wget gets of the container itself; undefined if the test does anything else. */
export function localUrl(
  test: readonly string[],
): { readonly port: number; readonly path: string } | undefined {
  const words = test.join(' ');
  const fails = /^\S+ wget|\s(-\w*f\w*|--fail\S*)\s/.test(words); // curl alone succeeds whatever the status is
  const getsOne = /^(CMD|CMD-SHELL) (curl|wget)\b[^;&$`|]*(\|\| exit 1)?$/.test(words);
  const urls = [...words.matchAll(/https?:\/\/[^\s'"|]+/g)].map(([url]) => url);
  const [url = ''] = urls;
  if (!getsOne || !fails || urls.length !== 1 || !URL.canParse(url) || hasOtherMethod.test(words))
    return undefined;
  const { protocol, hostname, port, pathname, search } = new URL(url);
  if (protocol !== 'http:' || !/^(localhost|127\.0\.0\.1|\[::1\]|0\.0\.0\.0)$/.test(hostname))
    return undefined;
  return { port: Number(port || 80), path: `${pathname}${search}` };
}

/** Options of curl and wget with which a request is more than a GET of the URL, or its answer is read. */
const hasOtherMethod =
  /\s(-X|--request|-d|--data\S*|-u|--user|-H|--header\S*|--post-\S+|--method\S*|--unix-socket|-F|--form)(\s|=)/;
