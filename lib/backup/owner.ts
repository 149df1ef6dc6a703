import type { Construct } from 'constructs';
import type { EnvValue } from '../core/env';
import { Stack } from '../core/stack';
import type { MountedVolume } from '../workload/pod';

/**
 * @internal The CA certificates of the API server, which identify the cluster. Kubernetes keeps them in a ConfigMap of each
 * namespace, so a pod needs no access to the API.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
 */
export const clusterCa: MountedVolume = {
  volume: {
    name: 'cluster-ca',
    // A backup does not need it.
    configMap: { name: 'kube-root-ca.crt', optional: true },
  },
  mountPath: '/var/run/cluster-ca',
};

/** @internal Environment variables with the stack and the cluster, which the program records as the owner of a backup. */
export function ownerEnv(scope: Construct): Readonly<Record<string, EnvValue>> {
  return {
    BACKUP_STACK: Stack.of(scope).namespace,
    BACKUP_CLUSTER_CA: `${clusterCa.mountPath}/ca.crt`,
  };
}
