import { approximated, inert, mapped } from '../outcome';
import { isOneOf, ofService, type Rule, rule, when } from '../rule';
import { container, pod } from '../target';

const files = ['configs', 'secrets'];

function ofFiles(...keys: readonly string[]): string[] {
  return files.flatMap((section) => ofService(...keys.map((key) => `${section}[].${key}`)));
}

/** Configs and secrets in a container. */
export const serviceFiles: readonly Rule[] = [
  rule('files', ofFiles('source', 'target'), mapped(container('volumeMounts[mountPath={mount}].mountPath'))),
  rule('files.mode', ofFiles('mode'), mapped(pod('volumes[].items[].mode'))),
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
