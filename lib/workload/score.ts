import type { PodTemplateSpec, SecurityContext } from '../../imports/k8s';

/** kube-score requires ids from here on, which no user of a node has. The images of databases and nginx have lower ones. */
const lowestUser = 10_000;

/**
 * @internal Annotations that exempt a workload from checks of kube-score. docs/security.md has the reasons.
 *
 * A check is ignored only if the pod template needs it, so that other violations are still found.
 *
 * @see https://github.com/zegl/kube-score#ignoring-a-test
 */
export function scoreAnnotations({ spec }: PodTemplateSpec): Record<string, string> {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const users = [spec?.securityContext, ...containers.map(({ securityContext }) => securityContext)];
  const hasLowUser = users.some(isLow);
  const asksTwice = spec?.containers.some(
    ({ readinessProbe: readiness, livenessProbe: liveness }) =>
      readiness && liveness && question(readiness) === question(liveness),
  );
  const rights = containers.map(({ securityContext }) => securityContext ?? {});
  return ignoring(
    'container-image-pull-policy',
    ...(hasLowUser ? ['container-security-context-user-group-id'] : []),
    ...(rights.some(({ privileged }) => privileged) ? ['container-security-context-privileged'] : []),
    ...(rights.some(({ readOnlyRootFilesystem }) => !readOnlyRootFilesystem)
      ? ['container-security-context-readonlyrootfilesystem']
      : []),
    ...(asksTwice ? ['pod-probes-identical'] : []),
  );
}

function isLow({
  runAsUser = lowestUser,
  runAsGroup = lowestUser,
}: Pick<SecurityContext, 'runAsUser' | 'runAsGroup'> = {}): boolean {
  return runAsUser < lowestUser || runAsGroup < lowestUser;
}

function ignoring(...checks: readonly string[]): Record<string, string> {
  return { 'kube-score/ignore': checks.join(',') };
}

type Probe = NonNullable<NonNullable<PodTemplateSpec['spec']>['containers'][number]['livenessProbe']>;

function question({ exec, httpGet, tcpSocket }: Probe): string {
  return JSON.stringify({ exec, httpGet, tcpSocket });
}
