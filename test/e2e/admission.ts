import { apply } from './cluster';
import type { DeployedStack } from './deployed-stack';

const container = {
  name: 'main',
  image: 'example.com/never-pulled:1',
  resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '10m', memory: '16Mi' } },
  securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } },
};

/** A pod that Pod Security "restricted" lets in. */
export const harmlessPod = {
  securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [container],
};

/** The same as root. */
export const rootPod = {
  ...harmlessPod,
  securityContext: { ...harmlessPod.securityContext, runAsNonRoot: false, runAsUser: 0 },
};

/** The same with the rights of the node's root. */
export const privilegedPod = {
  ...harmlessPod,
  containers: [{ ...container, securityContext: { privileged: true } }],
};

/** What the cluster says to a pod in the stack's namespace: `admitted`, or why it refuses it. Nothing is created. */
export async function verdictOn(spec: object, stack: DeployedStack): Promise<string> {
  const metadata = { name: 'dry-run', namespace: stack.name };
  try {
    await apply([{ apiVersion: 'v1', kind: 'Pod', metadata, spec }], '--dry-run=server');
    return 'admitted';
  } catch (error) {
    return (error as Error).message;
  }
}
