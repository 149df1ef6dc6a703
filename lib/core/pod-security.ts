import { podSecurityLabel } from '../contract';

/**
 * @internal The Pod Security Standards, the strictest first.
 * @see https://kubernetes.io/docs/concepts/security/pod-security-standards/
 */
const levels = ['restricted', 'baseline', 'privileged'] as const;

/** @internal A Pod Security Standard. */
export type PodSecurityLevel = (typeof levels)[number];

/** @internal The level that allows all that these levels allow. */
export function loosestOf(all: readonly PodSecurityLevel[]): PodSecurityLevel {
  return levels[Math.max(0, ...all.map((level) => levels.indexOf(level)))] ?? 'privileged';
}

/**
 * @internal Labels of a namespace that enforces a level. The same one warns and is audited: else the API server would warn of
 * each exemption at each launch.
 */
export function podSecurityLabels(level: PodSecurityLevel): Record<string, string> {
  return {
    [podSecurityLabel]: level,
    'pod-security.kubernetes.io/warn': level,
    'pod-security.kubernetes.io/audit': level,
  };
}
