import type { Construct } from 'constructs';
import type { EnvValue } from '../core/env';
import { Stack } from '../core/stack';
import type { MountedVolume } from '../workload/pod';

/**
 * @internal The CA certificates of the Kubernetes API, by which the program knows its cluster. Kubernetes keeps them in a
 * ConfigMap of each namespace, so a pod needs no access to the API.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
 */
export const clusterCa: MountedVolume = {
  volume: {
    name: 'cluster-ca',
    // Without it a backup is made nevertheless.
    configMap: { name: 'kube-root-ca.crt', optional: true },
  },
  mountPath: '/var/run/cluster-ca',
};

/** @internal Environment variables by which the program knows whose backups it makes. */
export function ownerEnv(scope: Construct): Readonly<Record<string, EnvValue>> {
  return {
    BACKUP_STACK: Stack.of(scope).namespace,
    BACKUP_CLUSTER_CA: `${clusterCa.mountPath}/ca.crt`,
  };
}
