import { isExactImage } from '../../../lib/exact-image';
import { factsOf } from '../../know/images';
import { architecture } from '../../project/pod-settings';
import { approximated, inert, inferred, mapped, refused } from '../outcome';
import { isDatabase, isOneOf, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container, pod } from '../target';

const built = inert('Docker Compose builds the image, also for `slipway up`.');

export const image: readonly Rule[] = [
  rule(
    'image',
    ofService('image'),
    when(
      'a well-known image with an exact tag, of a service without `user`',
      (subject) => isExactImage(subject.value) && hasKnownUser(subject),
      inferred(
        [container('image'), pod('securityContext.runAsUser')],
        'The image may start as root. It runs as the user that its processes become, or are known to work as.',
        'Write `user` if it must be another one.',
      ),
    ),
    when('another exact tag, or a digest', ({ value }) => isExactImage(value), mapped(container('image'))),
    approximated(
      [container('image')],
      'An image without an exact tag is another one some day, and the pods of a service would differ.',
      'Write an exact tag or a digest, such as redis:7.4.5.',
    ),
  ),
  rule(
    'build',
    ofService('build.context'),
    when(
      'of a service without `image`',
      ({ service }) => service?.spec.image === undefined,
      approximated(
        [container('image')],
        'Compose names the image after the project and the service, without an exact tag.',
        'Add `image` with an exact tag, such as example/{service}:1.0.0.',
      ),
    ),
    built,
  ),
  rule('build', ofService('build.**'), built),
  rule(
    'pull_policy',
    ofService('pull_policy'),
    when(
      '`missing`, `if_not_present`',
      isOneOf('missing', 'if_not_present'),
      mapped(container('imagePullPolicy')),
    ),
    when('`build`', isOneOf('build'), built),
    approximated(
      [container('imagePullPolicy')],
      'slipway writes IfNotPresent: an image with an exact tag does not change.',
    ),
  ),
  rule(
    'pull_refresh_after',
    ofService('pull_refresh_after'),
    inert('An image with an exact tag does not change.'),
  ),
  rule(
    'platform',
    ofService('platform'),
    when(
      'of a service that becomes a database of slipway',
      isDatabase,
      refused(
        'slipway has no prop for the nodes of a database.',
        'Label the nodes, or use those of one kind.',
      ),
    ),
    when(
      'of Linux',
      ({ value }) => architecture(value) !== undefined,
      mapped(pod('nodeSelector[kubernetes.io/arch]')),
    ),
    refused(
      'slipway runs containers of Linux only.',
      'Build the image for Linux, or run the service outside of the cluster.',
    ),
  ),
];

function hasKnownUser(subject: Subject): boolean {
  const { user, privileged } = subject.service?.spec ?? {};
  const isFree = user === undefined && privileged !== true && !isDatabase(subject);
  return isFree && factsOf(subject.value).user !== undefined;
}
