import type { PodSecurityContext, SecurityContext } from '../../imports/k8s';
import { type RunAs, runAs } from '../core/run-as';

/**
 * @internal Security context of a pod: passes Pod Security "restricted". Without an `fsGroup`, the files of its volumes keep
 * their group.
 *
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function podSecurityContext({ supplementalGroups, fsGroup, ...ids }: RunAs): PodSecurityContext {
  return {
    runAsNonRoot: true,
    ...userAndGroup(ids),
    ...(supplementalGroups && { supplementalGroups: [...supplementalGroups] }),
    // Changing the owner of every file of a large volume would take minutes at each start.
    ...(fsGroup !== undefined && { fsGroup, fsGroupChangePolicy: 'OnRootMismatch' }),
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** @internal Security context of a container. `user` replaces the user of the pod. */
export function containerSecurityContext(user?: number | RunAs): SecurityContext {
  return {
    ...(user !== undefined && userAndGroup(runAs(user))),
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  };
}

function userAndGroup({
  runAsUser,
  runAsGroup = runAsUser,
}: RunAs): Pick<SecurityContext, 'runAsUser' | 'runAsGroup'> {
  return { runAsUser, runAsGroup };
}
