import { renamed } from '../../project/host-names';
import { stopSignals } from '../../project/pod-settings';
import { approximated, inert, inferred, mapped, type Outcome, refused } from '../outcome';
import { isDatabase, isOneOf, ofDatabase, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container, object, pod } from '../target';

const emptyList = refused(
  'An empty list means the words of the image on Kubernetes.',
  'Write the whole command, the program first, as `entrypoint`.',
);

const names = refused(
  'Kubernetes does not look names up in the image.',
  'Write the number instead: `docker compose run --rm --entrypoint id {service}` prints it.',
);

/** What runs in the container, as whom, and how it ends. */
export const process: readonly Rule[] = [
  rule(
    'command',
    ofService('command', 'command[]'),
    when('null', ({ isNull }) => isNull, inert('The image says it.')),
    when('an empty list', isEmpty, emptyList),
    when(
      'of a service that becomes a database of slipway',
      isDatabase,
      approximated(
        [object('ConfigMap/{service}-files', 'data')],
        'The settings are in the configuration of the server. Those of its memory follow from the limit.',
      ),
    ),
    when('with a host that the cluster does not have', isRenamed, otherHost('args')),
    mapped(container('args')),
  ),
  rule(
    'entrypoint',
    ofService('entrypoint', 'entrypoint[]'),
    when('null', ({ isNull }) => isNull, inert('The image says it.')),
    when('an empty list', isEmpty, emptyList),
    when('with a host that the cluster does not have', isRenamed, otherHost('command')),
    mapped(container('command')),
  ),
  rule('working_dir', ofService('working_dir'), ofDatabase, mapped(container('workingDir'))),
  rule(
    'user',
    ofService('user'),
    ofDatabase,
    when(
      'root',
      isRoot,
      approximated(
        [container('securityContext.runAsUser')],
        'It is an exemption that needs a reason, and root has six capabilities of the fourteen that it has in Docker.',
        'Use an image that runs as another user, and remove `exempt.root`.',
      ),
    ),
    when(
      'a number, or the same number for the group',
      ({ value }) => /^(\d+)(:\1)?$/.test(value),
      mapped(pod('securityContext.runAsUser')),
    ),
    when(
      'a number, with the number of another group',
      ({ value }) => /^\d+:\d+$/.test(value),
      mapped(pod('securityContext.runAsUser'), pod('securityContext.runAsGroup')),
    ),
    names,
  ),
  rule(
    'group_add',
    ofService('group_add[]'),
    when('a number', ({ value }) => /^\d+$/.test(value), mapped(pod('securityContext.supplementalGroups'))),
    names,
  ),
  rule(
    'umask',
    ofService('umask'),
    refused('Kubernetes sets no umask.', "Start with `command: ['sh', '-c', 'umask … && exec …']`."),
  ),
  rule('tty', ofService('tty'), ofDatabase, mapped(container('tty'))),
  rule('stdin_open', ofService('stdin_open'), ofDatabase, mapped(container('stdin'))),
  rule(
    'init',
    ofService('init'),
    when('`false`', isOneOf('false'), inert('It is the default.')),
    refused(
      'Kubernetes adds no init process.',
      'Add tini to the image, and start the program with it, if it leaves zombies behind.',
    ),
  ),
  rule(
    'stop_signal',
    ofService('stop_signal'),
    ofDatabase,
    when('`SIGTERM`', isOneOf('SIGTERM', 'TERM', '15'), inert('Kubernetes sends it.')),
    when(
      stopSignals.map((signal) => `\`${signal}\``).join(', '),
      ({ value, service }) =>
        service?.kind !== 'Job' && stopSignals.includes(value.replace(/^(?!SIG)/, 'SIG')),
      approximated(
        [container('lifecycle.preStop.exec.command')],
        'Kubernetes has no stable field for it, so a hook sends it, for which the image must have `sh` and `sleep`.',
        'Set STOPSIGNAL in the image instead, which container runtimes respect.',
      ),
    ),
    refused(
      'Kubernetes sends SIGTERM; another signal is an alpha feature.',
      'Set STOPSIGNAL in the image, which container runtimes respect.',
    ),
  ),
  rule('stop_grace_period', ofService('stop_grace_period'), mapped(pod('terminationGracePeriodSeconds'))),
];

function isEmpty({ keys, value }: Subject): boolean {
  return value === '' && keys.length === 3;
}

function otherHost(field: string): Outcome {
  return inferred(
    [container(field)],
    'A service has the name of its Service in the cluster, so it is written in the place of the host.',
  );
}

function isRenamed({ value, project }: Subject): boolean {
  return renamed(value, project) !== value;
}

function isRoot({ value }: Subject): boolean {
  return /^(0|root)(:|$)/.test(value);
}
