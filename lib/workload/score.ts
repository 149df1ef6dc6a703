import type { PodTemplateSpec } from '../../imports/k8s';

/** kube-score wants ids that no user of a node has; the images of databases and of nginx have smaller ones. */
const lowestUser = 10_000;

/**
 * @internal The annotations of a pod's owner for kube-score: which of its checks do not apply to these pods.
 *
 * Only what the template gives reason for is left out, so that all else is still found. The reasons are in
 * docs/security.md.
 *
 * @see https://github.com/zegl/kube-score#ignoring-a-test
 */
export function scoreAnnotations({ spec }: PodTemplateSpec): Record<string, string> {
  const containers = [...(spec?.initContainers ?? []), ...(spec?.containers ?? [])];
  const users = [spec?.securityContext, ...containers.map(({ securityContext }) => securityContext)];
  const hasLowUser = users.some((context) => (context?.runAsUser ?? lowestUser) < lowestUser);
  const asksTwice = spec?.containers.some(
    ({ readinessProbe: readiness, livenessProbe: liveness }) =>
      readiness && liveness && question(readiness) === question(liveness),
  );
  return ignoring(
    'container-image-pull-policy',
    ...(hasLowUser ? ['container-security-context-user-group-id'] : []),
    ...(asksTwice ? ['pod-probes-identical'] : []),
  );
}

function ignoring(...checks: readonly string[]): Record<string, string> {
  return { 'kube-score/ignore': checks.join(',') };
}

type Probe = NonNullable<NonNullable<PodTemplateSpec['spec']>['containers'][number]['livenessProbe']>;

function question({ exec, httpGet, tcpSocket }: Probe): string {
  return JSON.stringify({ exec, httpGet, tcpSocket });
}
