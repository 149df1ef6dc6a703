import { approximated, inert, mapped, refused } from '../outcome';
import { isOneOf, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { object, pod } from '../target';

const wait = pod('initContainers[name=wait-for-{dependency}]');

const absent = inert('The service is not part of the project.');

export const dependencies: readonly Rule[] = [
  rule(
    'depends_on.condition',
    ofService('depends_on.*.condition'),
    when('of a service that is not part of the project', isAbsent, absent),
    when(
      '`service_started`',
      isOneOf('service_started'),
      approximated(
        [object('NetworkPolicy/{service}', 'spec.egress')],
        'The service may connect, but does not wait: pods start in any order, and again if they fail.',
        'Write a health check for {dependency}, and `condition: service_healthy`, if the service must wait.',
      ),
    ),
    when(
      '`service_completed_successfully`',
      isOneOf('service_completed_successfully'),
      mapped(wait, object('Role/{dependency}-done', 'rules')),
    ),
    mapped(wait),
  ),
  rule(
    'depends_on.required',
    ofService('depends_on.*.required'),
    when('`true`', isOneOf('true'), inert('It is the default.')),
    when('of a service that is not part of the project', isAbsent, absent),
    when(
      'of a service for which it does not wait',
      ({ parent }) => parent.condition === 'service_started',
      inert('The service does not wait for it.'),
    ),
    approximated([wait], 'The service waits all the same, as the other one is part of the project.'),
  ),
  rule(
    'depends_on.restart',
    ofService('depends_on.*.restart'),
    refused(
      'Kubernetes starts no pod again because of another one.',
      'Let the program connect again by itself when {dependency} has been away.',
    ),
  ),
];

function isAbsent({ keys, project }: Subject): boolean {
  return project.service(String(keys[3])) === undefined;
}
