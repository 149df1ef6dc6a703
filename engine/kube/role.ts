import type { PolicyRule } from 'kubernetes-types/rbac/v1';
import type { Frozen } from './kube-object';

/** What a Role allows, such as `may get jobs/migrate, patch configmaps/migrate-done`. */
export function describeRole(rules: readonly Frozen<PolicyRule>[] = []): string {
  const rights = rules.flatMap(({ verbs, resources = [], resourceNames }) =>
    resources.flatMap((resource) =>
      namesIn(resource, resourceNames).map((name) => `${verbs.join(' and ')} ${name}`),
    ),
  );
  return rights.length === 0 ? '' : `may ${rights.join(', ')}`;
}

/** The objects of a rule. The name of a Job of slipway ends in a hash of its pod template. */
function namesIn(resource: string, names?: readonly string[]): string[] {
  if (!names) return [`all ${resource}`];
  return names.map((name) => `${resource}/${resource === 'jobs' ? name.replace(/-[0-9a-f]{8}$/, '') : name}`);
}
