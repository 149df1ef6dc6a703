import { apply, get, kubectl, type KubeObject } from './cluster';
import { type Address, addressOf, ingressNode } from './node';

const namespace = 'nginx-ingress';
const name = 'nginx-ingress';
const pair = 'nginx-ingress-pair';

interface Container {
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
}

interface Controller extends KubeObject {
  readonly spec: {
    readonly template: { readonly spec: { readonly containers: readonly Container[] } };
  };
}

interface NodePorts extends KubeObject {
  readonly spec: { readonly ports: readonly { readonly nodePort: number }[] };
}

/** Restarts the ingress controller, and waits until another serves in its place. */
export function restartController(): Promise<void> {
  return restart(`daemonset/${name}`);
}

/** Replaces the two of `withTwoControllers`, one after the other. */
export function restartPair(): Promise<void> {
  return restart(`deployment/${pair}`);
}

/**
 * Does `work` while two ingress controllers serve behind a Service, as they do in production: copies of the one that is
 * there, without its host ports, that stay for the time that everybody needs to learn of their end.
 */
export async function withTwoControllers(work: (address: Address) => Promise<void>): Promise<void> {
  const [original] = await get<Controller>('daemonsets', `--namespace=${namespace}`);
  if (!original) throw new Error(`${namespace} has no DaemonSet to copy`);
  await apply([deployment(original), service]);
  try {
    await kubectl(...inNamespace, 'rollout', 'status', `deployment/${pair}`, '--timeout=120s');
    const [{ spec } = { spec: { ports: [] } }] = await get<NodePorts>(
      ...['services', `--namespace=${namespace}`, `--field-selector=metadata.name=${pair}`],
    );
    await work({ host: await addressOf(await ingressNode()), port: spec.ports[0]?.nodePort ?? 0 });
  } finally {
    await kubectl(...inNamespace, 'delete', `deployment/${pair}`, `service/${pair}`, '--wait=false');
  }
}

const inNamespace = ['--namespace', namespace];
const labels = { 'app.kubernetes.io/name': pair };
const metadata = { name: pair, namespace };

const service = {
  apiVersion: 'v1',
  kind: 'Service',
  metadata,
  spec: { type: 'NodePort', selector: labels, ports: [{ port: 80, targetPort: 'http' }] },
};

function deployment({ spec: { template } }: Controller): object {
  const containers = template.spec.containers.map((container) => ({
    ...container,
    ports: container.ports?.map(({ name, containerPort }) => ({ name, containerPort })),
    lifecycle: { preStop: { sleep: { seconds: 10 } } },
  }));
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata,
    spec: {
      replicas: 2,
      strategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { ...template.spec, nodeSelector: null, containers } },
    },
  };
}

async function restart(controller: string): Promise<void> {
  await kubectl(...inNamespace, 'rollout', 'restart', controller);
  await kubectl(...inNamespace, 'rollout', 'status', controller, '--timeout=120s');
}
