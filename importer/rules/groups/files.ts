import { contentOf } from '../../project/configs';
import { text } from '../../project/values';
import { approximated, inert, mapped, refused } from '../outcome';
import { isOneOf, ofService, type Rule, rule, when } from '../rule';
import type { Subject } from '../subject';
import { container, pod } from '../target';

const files = ['configs', 'secrets'];

function ofFiles(...keys: readonly string[]): string[] {
  return files.flatMap((section) => ofService(...keys.map((key) => `${section}[].${key}`)));
}

/** Configs and secrets in a container. */
export const serviceFiles: readonly Rule[] = [
  rule(
    'files',
    ofFiles('source', 'target'),
    when(
      'of a config without content, or with a private key',
      hasNoContent,
      refused(
        'The config {source} has no content that a ConfigMap may have.',
        'See what is said of the config itself.',
      ),
    ),
    mapped(container('volumeMounts[mountPath={mount}].mountPath')),
  ),
  rule(
    'configs.mode',
    ofService('configs[].mode'),
    when('`0444`, `0644`', isOneOf('0444', '0644'), inert('It is the default.')),
    mapped(pod('volumes[].configMap.items[].mode')),
  ),
  rule(
    'secrets.mode',
    ofService('secrets[].mode'),
    when('`0444`', isOneOf('0444'), inert('It is the default.')),
    approximated(
      [pod('volumes[].secret')],
      'The file belongs to root and to the group of the pod, which has the rights that the owner has under Compose.',
    ),
  ),
  rule(
    'files.uid',
    ofFiles('uid', 'gid'),
    when('`0`', isOneOf('0'), inert('The files belong to root.')),
    approximated(
      [pod('securityContext.fsGroup')],
      'The files belong to root and to the group of the pod, which may read them.',
    ),
  ),
];

function hasNoContent({ keys, parent, project }: Subject): boolean {
  return keys[2] === 'configs' && !['text', 'file'].includes(contentOf(text(parent.source), project).kind);
}
