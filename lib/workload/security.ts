import type { PodSecurityContext, SecurityContext } from '../../imports/k8s';

/**
 * @internal Security context of a pod that runs as `user`, with the group `fsGroup` for its volumes: passes Pod Security "restricted".
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/#restricted
 */
export function podSecurityContext(user: number, fsGroup = user): PodSecurityContext {
  return {
    runAsNonRoot: true,
    runAsUser: user,
    runAsGroup: user,
    fsGroup,
    // Changing the owner of every file of a large volume would take minutes at each start.
    fsGroupChangePolicy: 'OnRootMismatch',
    seccompProfile: { type: 'RuntimeDefault' },
  };
}

/** @internal Security context of a container. `user` replaces the user of the pod. */
export function containerSecurityContext(user?: number): SecurityContext {
  return {
    ...(user !== undefined && { runAsUser: user, runAsGroup: user }),
    allowPrivilegeEscalation: false,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'] },
  };
}
